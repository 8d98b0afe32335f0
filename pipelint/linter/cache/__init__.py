"""What was found out about files before, kept in a folder beside the project, and whether it still holds."""
