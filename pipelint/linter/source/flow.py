"""How statements end."""

from __future__ import annotations

from enum import Enum


class Flow(Enum):
    """How a statement ends."""

    NEXT = "next"
    RETURN = "return"
    RAISE = "raise"
    BREAK = "break"
    CONTINUE = "continue"
