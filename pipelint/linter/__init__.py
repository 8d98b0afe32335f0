"""The linter: from files to findings."""
