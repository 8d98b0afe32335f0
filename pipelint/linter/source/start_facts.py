"""What ``pipeline.start()`` is told that no execution takes: values, names, and steps to run alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipelint.linter.source.facts import Fact
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.pipeline.model import FactKind
from pipelint.pipeline.values import Literal, Origin, Scalar


def start_facts(made: SdkObject) -> Iterator[Fact]:
    """Yield what is to be said of a call of ``start()``."""
    if made.receiver is not None:
        declared = _declared(made.receiver)
        yield from _values(made, declared)
        yield from _missing(made, declared)
        yield from _selection(made, made.receiver)


def _declared(pipeline: SdkObject) -> Mapping[str, SdkObject] | None:
    """Return the parameters of ``pipeline`` by name, or None where one is not known.

    ``Pipeline(name)`` alone is no pipeline without parameters, but a handle for one that is there already.
    """
    given = pipeline.argument("parameters")
    if not isinstance(given, ListObject) or not given.complete:
        return None
    found = {name.value: item for item in given.items if (name := _name(item)) is not None}
    known = {name: item for name, item in found.items() if isinstance(name, str) and isinstance(item, SdkObject)}
    return known if len(known) == len(given.items) else None


def _name(item: Object) -> Literal | None:
    name = item.argument("name") if isinstance(item, SdkObject) and item.cls.kind == "parameter" else None
    return name if isinstance(name, Literal) else None


def _values(made: SdkObject, declared: Mapping[str, SdkObject] | None) -> Iterator[Fact]:
    """Tell of values and names that the service refuses (workflow/pipeline.py:744, ``format_start_parameters``)."""
    given = made.argument("parameters")
    for key, value in given.entries.items() if isinstance(given, DictObject) else ():
        parameter = (declared or {}).get(key) if isinstance(key, str) else None
        if declared is not None and isinstance(key, str) and key not in declared:
            yield "start-name", Literal(key), ", ".join(declared), _place(value, made)
        elif isinstance(value, Literal) and (value.value is None or value.value == ""):
            yield "start-value", Literal(key), "None" if value.value is None else '""', _place(value, made)
        elif isinstance(value, Literal) and parameter is not None and not _fits(parameter.cls.name, value.value):
            yield "start-type", Literal(key), f"{parameter.cls.name} {value.value}", _place(value, made)


def _missing(made: SdkObject, declared: Mapping[str, SdkObject] | None) -> Iterator[Fact]:
    """Tell which parameters have no default and get no value."""
    given = made.argument("parameters")
    passed: set[Scalar] = set()
    if isinstance(given, DictObject) and given.complete:
        passed = set(given.entries)
    elif given is not None and given != Literal(None):
        return
    for name, parameter in (declared or {}).items():
        if name not in passed and parameter.argument("default_value") in (None, Literal(None)):
            yield "start-missing", Literal(name), "", made.origin


def _selection(made: SdkObject, pipeline: SdkObject) -> Iterator[Fact]:
    """Tell which steps alone are to run, where all of them are named (workflow/selective_execution_config.py)."""
    config, name = made.argument("selective_execution_config"), pipeline.argument("name")
    selected = config.argument("selected_steps") if isinstance(config, SdkObject) else None
    if not isinstance(config, SdkObject) or not isinstance(selected, ListObject) or not isinstance(name, Literal):
        return
    if selected.complete and all(isinstance(one, Literal) and isinstance(one.value, str) for one in selected.items):
        arn, latest = config.argument("source_pipeline_execution_arn"), config.argument("reference_latest_execution")
        alone = arn in (None, Literal(None)) and isinstance(latest, Literal) and latest.value is False
        kind: FactKind = "selected-steps-alone" if alone else "selected-steps"
        yield kind, selected, str(name.value), selected.origin or config.origin


def _fits(parameter: str, value: Scalar) -> bool:
    """Tell whether the text of ``value`` may be one of a parameter of this class; ``True`` is no text for a String."""
    if isinstance(value, bool):
        return parameter == "ParameterBoolean"
    reader = _READERS.get(parameter)
    if reader is None:
        return True
    try:
        return reader(str(value)) is not None
    except ValueError:
        return False


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return True


_READERS: Mapping[str, Callable[[str], object]] = {
    "ParameterInteger": int,
    "ParameterFloat": float,
    "ParameterBoolean": _truth,
}


def _place(value: Object, made: SdkObject) -> Origin:
    return getattr(value, "origin", None) or made.origin
