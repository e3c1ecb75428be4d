"""The report for a school, and the letter to its head."""
