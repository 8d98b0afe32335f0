"""From files to findings: what is read, which rules look at it, and how the result is told."""
