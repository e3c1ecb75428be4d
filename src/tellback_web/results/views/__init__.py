"""The pages of results, one kind of reader a file."""
