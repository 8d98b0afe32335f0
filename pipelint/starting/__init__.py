"""What ``pipelint init`` writes into a project that begins with pipelint, and for which of its pipelines."""
