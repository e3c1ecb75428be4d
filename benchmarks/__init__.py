"""Measurements: `make bench`. Tests never time anything; these do nothing else."""
