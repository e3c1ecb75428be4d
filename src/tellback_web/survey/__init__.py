"""Waves, the codes pupils type, their answers on the way, and the monitor of responses."""
