"""The chat seam: cards, the platform interface, one file for each platform."""
