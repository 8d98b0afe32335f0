"""Tricky code without a fault, one table for each kind of base."""
