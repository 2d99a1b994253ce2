"""What an administrator hands in, first and later: the company's people, rules and accounts, checked as a whole."""
