"""The known ways in which SageMaker Pipelines go wrong, each with its rules or the reason why none finds it."""
