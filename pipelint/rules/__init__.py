"""The rules: one file each, holding its docs, its examples and its logic; the registry finds them, nothing is wired."""
