"""Faults planted in the source of whole projects, and clean variants of them."""
