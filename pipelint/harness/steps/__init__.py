"""What each type of step leaves behind when it has run: one module for each meaning, joined in :mod:`.table`."""
