"""What one person asks to be paid back: values and decisions, pure."""
