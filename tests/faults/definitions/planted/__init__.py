"""The faults, a table a module, by what they are about."""
