"""Compiled definitions: from bytes to the model, with lines and columns for what is reported."""
