"""Connectors by name. An adapter is one file here and one line below; adapters do not import each other."""
