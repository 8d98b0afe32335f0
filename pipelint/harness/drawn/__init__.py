"""Runs and coverage over the picture of their pipeline."""
