"""The settings that faults are looked for with."""

from __future__ import annotations

from pipelint.linter.settings import Choice, Settings

EVERY_RULE = Settings((Choice(extend_select=("SMP",)),))
"""Those that are off until they are selected, too."""
