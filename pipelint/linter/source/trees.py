"""Requests under construction: values put at dotted paths, frozen into records at the end."""

from __future__ import annotations

from pipelint.pipeline.values import Origin, Record, Value


class Tree:
    """A record that is still being filled."""

    def __init__(self) -> None:
        self.entries: dict[str, Value | Tree] = {}

    def put(self, path: str, value: Value) -> None:
        """Set the value at ``path``, replacing what stood there; a record is merged into what stood there."""
        if not path:
            if isinstance(value, Record):
                self._merge(value)
            return
        head, _, rest = path.partition(".")
        here = self.entries.get(head)
        if rest:
            branch = here if isinstance(here, Tree) else Tree()
            if isinstance(here, Record):
                branch._merge(here)
            self.entries[head] = branch
            branch.put(rest, value)
        elif isinstance(here, Tree) and isinstance(value, Record):
            here._merge(value)
        else:
            self.entries[head] = value

    def _merge(self, record: Record) -> None:
        for key, value in record.entries.items():
            if isinstance(value, Record) and key in self.entries:
                for inner, item in value.entries.items():
                    self.put(f"{key}.{inner}", item)
            else:
                self.entries[key] = value

    def lacks(self, path: str) -> bool:
        """Tell whether nothing stands at ``path``, and nothing on the way to it of which the inside is not known."""
        here: Value | Tree = self
        for key in path.split("."):
            if not isinstance(here, (Tree, Record)):
                return False
            inner = here.entries.get(key)
            if inner is None:
                return True
            here = inner
        return False

    def take(self, *path: str) -> Value | Tree | None:
        """Remove and return what stands at ``path``, or None."""
        here: Tree = self
        for key in path[:-1]:
            inner = here.entries.get(key)
            if not isinstance(inner, Tree):
                return None
            here = inner
        return here.entries.pop(path[-1], None)

    def record(self, origin: Origin | None = None, complete: bool = False) -> Record:
        """Freeze; a request is incomplete, because the SDK adds members of its own."""
        entries = {key: value.record() if isinstance(value, Tree) else value for key, value in self.entries.items()}
        return Record(entries, complete, origin)
