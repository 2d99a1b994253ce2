"""Tests: stories, contracts, and one folder for each package."""
