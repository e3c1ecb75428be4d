"""Reads that span rows, one subject a file."""
