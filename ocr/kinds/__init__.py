"""One module for each kind of receipt, pure."""
