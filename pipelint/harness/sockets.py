"""Refusing the network: while it is refused, connecting raises and says what was called and from where."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from pipelint.harness.errors import OfflineError

# What the interpreter reports of sockets below every Python function (https://docs.python.org/3/library/audit_events.html),
# by where the address stands among the arguments; before it stands the socket, where there is one.
_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "socket.getnameinfo": 0,
}


class _Refusal:
    """Whether the network is refused, and how often that was asked for; the hook is there once it ever was."""

    asked = 0
    hooked = False


@contextmanager
def refuse_network() -> Iterator[None]:
    """Refuse every name look-up and every connection of this process but those over Unix sockets, which stay local.

    Raises :class:`~pipelint.harness.errors.OfflineError` in the code that tries. It is no ``OSError``, because HTTP
    clients retry those, and then raise errors that tell neither the address nor the call.

    An audit hook of the interpreter sees to it, so code that goes past the functions of ``socket`` is refused, too. Not
    even this stops programs that the process starts, nor extension modules that call the operating system on their own.
    """
    refuse_network_for_good()
    try:
        yield
    finally:
        _Refusal.asked -= 1


def refuse_network_for_good() -> None:
    """Refuse the network as :func:`refuse_network` does, for the rest of this process."""
    if not _Refusal.hooked:  # the interpreter keeps a hook for good
        _Refusal.hooked = True
        sys.addaudithook(_refuse)
    _Refusal.asked += 1


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    position = _EVENTS.get(event)
    if position is None or not _Refusal.asked:
        return
    if position and getattr(arguments[0], "family", None) == getattr(socket, "AF_UNIX", None):
        return
    raise _refusal(_address_text(arguments[:2] if event == "socket.getaddrinfo" else arguments[position]))


def _address_text(address: object) -> str:
    if isinstance(address, tuple) and len(address) >= 2:
        host, port = address[:2]
        return f"{host.decode(errors='replace') if isinstance(host, bytes) else host}:{port}"
    return str(address)


def _refusal(address: str) -> OfflineError:
    operation, place = _call_in_progress()
    called = f": {operation} was called" if operation else ""
    where = f" from {place}" if place else ""
    return OfflineError(
        f"refused to connect to {address}{called}{where}, and an offline session reaches no network. moto answers what "
        "it implements; replace any other call, or give the value it would return"
    )


def _call_in_progress() -> tuple[str | None, str | None]:
    """Return the AWS operation being called, where botocore is calling one, and the innermost place of user code."""
    operation: str | None = None
    place: str | None = None
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (operation is None or place is None):
        code = frame.f_code
        if operation is None and code.co_name == "_make_api_call" and "operation_name" in frame.f_locals:
            service = getattr(getattr(frame.f_locals.get("self"), "meta", None), "service_model", None)
            operation = f"{getattr(service, 'service_name', 'aws')}.{frame.f_locals['operation_name']}"
        if place is None and not _is_library(code.co_filename):
            place = f"{code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back
    return operation, place


_STANDARD_LIBRARY = str(Path(socket.__file__).parent)
_PIPELINT = str(Path(__file__).parent.parent)


def _is_library(filename: str) -> bool:
    return (
        filename.startswith(("<", _STANDARD_LIBRARY, _PIPELINT))
        or "site-packages" in filename
        or "dist-packages" in filename
    )
