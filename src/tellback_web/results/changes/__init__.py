"""Writes of results, one subject a file."""
