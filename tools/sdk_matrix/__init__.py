"""Which versions of the SageMaker SDKs the fixtures are compiled with, and how those differ."""
