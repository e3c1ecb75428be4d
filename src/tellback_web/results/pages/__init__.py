"""What pages of results may know, one page a file."""
