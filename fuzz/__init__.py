"""Fuzzing: input that nobody would write, driven through the doors that users have; ``python -m fuzz`` runs it."""
