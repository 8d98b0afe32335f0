"""Compiling a user's pipeline: their code runs in a process of its own, offline, and hands back the definition.

The parent (``process.py``) never imports what the user wrote; the child (``child.py`` and what it imports) does nothing
else. They exchange two JSON files in a folder that is removed afterwards.
"""

from __future__ import annotations

REQUEST, OUTCOME = "request.json", "outcome.json"
"""The files: what the parent asks for, and what the child answers."""
