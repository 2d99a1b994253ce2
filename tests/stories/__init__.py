"""One story for each thing a person can do, and for each thing that can go wrong."""
