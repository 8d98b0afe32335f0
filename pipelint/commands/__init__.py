"""One module for each kind of command; each is imported when it is asked for."""
