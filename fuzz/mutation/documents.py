"""JSON documents made of other documents: valid JSON with another value, key or part somewhere."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from random import Random
from typing import Any

from fuzz.mutation import text
from fuzz.mutation.odd import ODD

Place = tuple[Any, Any]
"""A dict or list, and the key or index in it."""

_MOST = 20_000
"""So many places, and nothing is added: what does not fit into an input would only take time and memory to make."""


def mutate(data: bytes, random: Random, others: Sequence[bytes], words: Sequence[str] = ()) -> bytes:
    """Return the JSON ``data`` with one to five changes; text of no kind is changed as text."""
    content = parsed(data)
    if content is None or random.random() < 0.1:
        return text.mutate(data, random, others, words)
    donor = parsed(random.choice(others)) if others else None
    return written(changed(content, random, donor, words), random)


def parsed(data: bytes) -> Any:
    """Return what the JSON ``data`` holds, None where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def written(content: Any, random: Random) -> bytes:
    """Return ``content`` as JSON, laid out in one of several ways."""
    ascii_only = random.random() < 0.7
    try:
        dumped = json.dumps(content, indent=random.choice((None, None, 1)), ensure_ascii=ascii_only)
    except (ValueError, RecursionError):
        return b"{}"
    return dumped.encode("utf-8", "surrogatepass")


def changed(content: Any, random: Random, donor: Any, words: Sequence[str] = ()) -> Any:
    """Return ``content``, which is changed, with one to five changes."""
    box = [content]
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        places = list(islice(_places(box), _MOST))
        if len(places) == _MOST:
            break
        with suppress(RecursionError):  # what is nested too deep is not copied
            random.choice(_WAYS)(random.choice(places), places, random, donor, words)
    return box[0]


def _places(content: Any) -> Iterator[Place]:
    """Yield every place, without recursion: a document may be nested deep."""
    waiting = [content]
    while waiting:
        here = waiting.pop()
        keys = list(here) if isinstance(here, dict) else range(len(here))
        for key in keys:
            yield here, key
            if isinstance(here[key], (dict, list)):
                waiting.append(here[key])


def _odd(place: Place, _: Sequence[Place], random: Random, __: Any, words: Sequence[str]) -> None:
    here, key = place
    word = bool(words) and random.random() < 0.3
    here[key] = random.choice(words) if word else copy.deepcopy(random.choice(ODD))


def _delete(place: Place, _: Sequence[Place], __: Random, ___: Any, ____: Sequence[str]) -> None:
    here, key = place
    del here[key]
    if isinstance(here, list) and not here:
        here.append(None)  # so that there is always a place


def _repeat(place: Place, _: Sequence[Place], random: Random, __: Any, ___: Sequence[str]) -> None:
    here, key = place
    if isinstance(here, list):
        room = _MOST // (1 + sum(1 for _ in _places([here[key]])))
        here[key:key] = [copy.deepcopy(here[key]) for _ in range(min(room, random.choice((1, 1, 1, 40, 400))))]
    else:
        here[f"{key}2"] = copy.deepcopy(here[key])


def _another_place(place: Place, places: Sequence[Place], random: Random, _: Any, __: Sequence[str]) -> None:
    there, name = random.choice(places)
    here, key = place
    here[key] = copy.deepcopy(there[name])


def _foreign(place: Place, _: Sequence[Place], random: Random, donor: Any, __: Sequence[str]) -> None:
    if donor is not None:
        there, name = random.choice(list(_places([donor])))
        here, key = place
        here[key] = copy.deepcopy(there[name])


def _other_key(place: Place, places: Sequence[Place], random: Random, _: Any, words: Sequence[str]) -> None:
    here, key = place
    if isinstance(here, dict):
        names = [name for there, name in places if isinstance(there, dict)]
        here[random.choice((*names, *words[:200], "", "\ud800", "Get", "Std:Join"))] = here.pop(key)


def _wrap(place: Place, _: Sequence[Place], random: Random, *__: Any) -> None:
    here, key = place
    inner = here[key]
    for _depth in range(random.choice((1, 1, 1, 20, 120))):
        inner = random.choice(([inner], {"Std:Join": {"On": "/", "Values": [inner]}}, {"a": inner}))
    here[key] = inner


def _text_of(place: Place, _: Sequence[Place], random: Random, __: Any, words: Sequence[str]) -> None:
    here, key = place
    if isinstance(here[key], str):
        data = here[key].encode("utf-8", "surrogatepass")
        here[key] = text.mutate(data, random, (), words).decode("utf-8", "replace")


_WAYS: tuple[Callable[[Place, Sequence[Place], Random, Any, Sequence[str]], None], ...] = (
    _odd,
    _odd,
    _delete,
    _repeat,
    _another_place,
    _another_place,
    _foreign,
    _other_key,
    _wrap,
    _text_of,
)
