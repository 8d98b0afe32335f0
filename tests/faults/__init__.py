"""Faults planted on purpose: each must be found, and nothing else."""
