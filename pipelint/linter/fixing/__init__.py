"""Mending files: which fixes to make, making them in memory, proving them, and writing what is proven."""
