"""Pipelines as pictures: what is drawn, where it stands, and how it is written for terminals, browsers and tools."""
