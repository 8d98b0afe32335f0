"""Compiled definitions: from the bytes of a JSON file to the model, with positions."""
