"""Faults of compiled definitions, as a table: what is planted where, and what must be found."""
