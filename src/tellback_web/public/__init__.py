"""What anyone may see: the front page, and the pages that say no."""
