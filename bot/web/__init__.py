"""The web chat: a platform of our own, whose conversations lie in our database and whose other side is a browser."""
