"""Finding one value on a page."""
