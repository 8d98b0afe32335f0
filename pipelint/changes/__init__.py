"""Two pipelines, compared: what changed, step by step and field by field, and which steps lose their cache by it."""
