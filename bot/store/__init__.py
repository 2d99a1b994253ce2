"""Tables, explicit rows, the audit chain and migrations."""
