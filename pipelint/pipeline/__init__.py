"""The model: what a SageMaker pipeline is, whichever way it was read. No I/O, and nothing else of pipelint."""
