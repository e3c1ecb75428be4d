"""The report to members: twelve numbers, and the executive summary."""
