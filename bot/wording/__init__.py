"""Every sentence, one catalogue a language."""
