"""A stand-in for AWS: moto, with the executions of pipelines answered by the simulator."""
