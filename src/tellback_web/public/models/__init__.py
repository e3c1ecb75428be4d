"""Nothing of its own is stored here."""
