"""The `tellback` command: the library from a terminal, and whatever else is installed."""
