"""Scenario files: a simulated execution written down in YAML or JSON, with what is expected of it."""
