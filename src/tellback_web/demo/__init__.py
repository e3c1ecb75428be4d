"""The demo borough: made-up places and people with a real survey's published figures."""
