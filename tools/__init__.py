"""What writes the generated files of the project; each tool compares them, too, with ``--check``."""
