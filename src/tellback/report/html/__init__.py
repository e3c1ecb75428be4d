"""A document as HTML: a piece of a page, or a file that stands alone."""
