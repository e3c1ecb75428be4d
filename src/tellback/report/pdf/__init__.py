"""A document as an accessible PDF: one compile of typed data."""
