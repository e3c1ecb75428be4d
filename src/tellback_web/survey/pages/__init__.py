"""What each page of a wave may know."""
