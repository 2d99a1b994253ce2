"""What an administrator hands in when a company begins, and later again: its people, rules and accounts, checked whole."""
