"""The faults, one table for each family."""
