"""Branch coverage: which of its arms the tests of a session made a pipeline take, and how that is told."""
