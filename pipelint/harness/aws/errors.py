"""What SageMaker refuses: an error of the service, not of the test."""

from __future__ import annotations


class ServiceError(Exception):
    """An answer of the service that says no, with the ``code`` that clients know it by."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def not_found(what: str, name: str) -> ServiceError:
    """Return the error for something that does not exist."""
    return ServiceError("ResourceNotFound", f"{what} {name} does not exist.")
