"""Values that make a pipeline take each of its arms, derived from the conditions in its definition."""
