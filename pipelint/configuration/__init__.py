"""What a project asks of pipelint: ``[tool.pipelint]`` in ``pyproject.toml``, or a file ``pipelint.toml``."""
