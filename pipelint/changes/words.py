"""Changes in the words that people read them in, whatever they are written as."""

from __future__ import annotations

from collections.abc import Sequence

from pipelint.changes.changes import CacheChange, FieldChange, ParameterChange, Rewiring, StepChange, WaitChange
from pipelint.changes.compared import ComparedPipeline

_LONGEST = 100  # characters of a value that are shown
_BEFORE = 40  # of these, before the first that differs
_MOST_REASONS = 3

_VERDICTS = {
    "lost": "loses its cache",
    "perhaps lost": "may lose its cache",
    "kept": "is taken from the cache all the same",
}


def summary_text(compared: ComparedPipeline) -> str:
    """Return what came of a pipeline in one line: ``pipeline "Flow": 1 step added, 2 changed``."""
    name = f'pipeline "{compared.name}"' if compared.name is not None else "pipeline"
    if compared.kind != "changed":
        side = "new" if compared.kind == "added" else "gone"
        return f"{name}: {side}, with {_counted(compared.steps, 'step', 'steps')}"
    changes = compared.changes
    said = [
        *([_counted(len(changes.fields), "field changed", "fields changed")] if changes.fields else []),
        *_kinds("parameter", "parameters", [one.kind for one in changes.parameters]),
        *_kinds("step", "steps", [one.kind for one in changes.steps]),
    ]
    outcomes = [one.outcome for one in changes.caches]
    lost, perhaps = outcomes.count("lost"), outcomes.count("perhaps lost")
    said += [f"{_counted(lost, 'cache', 'caches')} lost"] if lost else []
    said += [f"{_counted(perhaps, 'cache', 'caches')} perhaps lost"] if perhaps else []
    return f"{name}: {', '.join(said) or 'no difference'}"


def _kinds(one: str, many: str, kinds: Sequence[str]) -> list[str]:
    return [
        f"{_counted(kinds.count(kind), one, many)} {kind}" for kind in ("added", "removed", "changed") if kind in kinds
    ]


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def parameter_text(change: ParameterChange) -> str:
    """Return a parameter in one line; of one that was added or removed also what it is or was."""
    if change.kind == "changed":
        return change.name
    told = {field.text: (field.new if field.old is None else field.old) or "" for field in change.fields}
    default = f" = {told['DefaultValue']}" if "DefaultValue" in told else ""
    enum = f", one of {told['EnumValues']}" if "EnumValues" in told else ""
    kind = told.get("Type", "").strip('"')
    return f"{change.name} ({kind}){default}{enum}"


def step_notes(change: StepChange) -> list[str]:
    """Return what became of the name and the place of a step."""
    notes = [f'was called "{change.old_name}"'] if change.old_name is not None else []
    if change.old_place is not None:
        notes.append(f"moved from {change.old_place or 'the top'} to {change.place or 'the top'}")
    return notes


def told_fields(change: StepChange) -> list[FieldChange]:
    """Return the fields of a step that its rewirings do not tell already: references that became others."""
    if not change.rewired:
        return list(change.fields)
    return [field for field in change.fields if not (_is_reference(field.old) and _is_reference(field.new))]


def _is_reference(text: str | None) -> bool:
    return text is not None and text.startswith("Steps.")


def difference_text(change: FieldChange) -> tuple[str, str]:
    """Return both values of a field; of long ones the part from a little before the first difference."""
    old, new = change.old, change.new
    if old is None or new is None or max(len(old), len(new)) <= _LONGEST:
        return _cut(old, 0), _cut(new, 0)
    shorter = min(len(old), len(new))
    common = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    start = max(0, common - _BEFORE)
    return _cut(old, start), _cut(new, start)


def _cut(text: str | None, start: int) -> str:
    if text is None:
        return "nothing"
    end = "…" if len(text) > start + _LONGEST else ""
    return f"{'…' if start else ''}{text[start : start + _LONGEST]}{end}"


def rewiring_text(change: Rewiring) -> str:
    """Return a rewiring in one line: what it is called where it ends, and where it came from and comes from."""
    if not change.new:
        return f"{change.called} no longer comes from {_sources(change.old)}"
    was = f", before from {_sources(change.old)}" if change.old else ""
    return f"{change.called} now comes from {_sources(change.new)}{was}"


def _sources(texts: Sequence[str]) -> str:
    return " and ".join(texts)


def wait_text(change: WaitChange) -> str:
    """Return a change of ``DependsOn`` in one line."""
    if change.new is None:
        return f'no longer waits for "{change.source}"'
    trigger = "" if change.new == "Completed" else f" to be {change.new}"
    if change.old is None:
        return f'waits for "{change.source}"{trigger}'
    return f'waits for "{change.source}" with trigger {change.new}, before {change.old}'


def cache_text(change: CacheChange) -> tuple[str, str]:
    """Return what becomes of a cache, and why."""
    reasons = [reason.text for reason in change.reasons[:_MOST_REASONS]]
    more = len(change.reasons) - len(reasons)
    told = "; ".join(reasons) + (f"; and {more} more" if more else "")
    if change.outcome != "kept":
        return _VERDICTS[change.outcome], told
    verb = "is" if len(change.reasons) == 1 else "are"
    return _VERDICTS[change.outcome], f"{told} changed, which {verb} not in its key"
