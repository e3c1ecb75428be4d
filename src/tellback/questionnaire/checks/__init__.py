"""The checks that `check.py` runs, one subject a file."""
