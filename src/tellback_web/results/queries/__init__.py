"""Reads of results, one subject a file."""
