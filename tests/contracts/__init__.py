"""What every adapter must keep."""
