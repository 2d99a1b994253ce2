"""`python -m bot init`: from nothing to a working company, by questions at a terminal or from files."""
