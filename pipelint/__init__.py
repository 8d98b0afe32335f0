"""pipelint makes Amazon SageMaker Pipelines safe to change: a linter, a definition validator and a test harness."""

__version__ = "0.1.0"
