"""The job table and its runners."""
