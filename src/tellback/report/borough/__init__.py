"""The report on the whole area, for everyone."""
