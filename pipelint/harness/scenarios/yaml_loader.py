"""YAML as JSON would have it: dates stay texts, a key given twice is an error, and nothing may stand in itself."""

from __future__ import annotations

from typing import Any

import yaml

LARGEST = 100_000
"""The most values of a document. A few lines of aliases of aliases stand for more than the memory holds."""

_DATE = "tag:yaml.org,2002:timestamp"


class Loader(yaml.SafeLoader):
    """PyYAML's safe loader, with fewer surprises."""

    yaml_implicit_resolvers = {  # noqa: RUF012 as PyYAML has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def get_single_node(self) -> Any:
        """Return the document. Raises :class:`yaml.YAMLError` where its aliases stand for more than anybody writes."""
        node = super().get_single_node()
        if node is not None and _size(node, {}) > LARGEST:
            problem = f"with its aliases written out it holds more than {LARGEST:,} values"
            raise yaml.composer.ComposerError(None, None, problem, node.start_mark)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping whose keys differ. Raises :class:`yaml.YAMLError` where one is given twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value if key.value != "<<"]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                problem = f'the key "{key}" is given twice'
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep=deep)


def _size(node: yaml.Node, known: dict[yaml.Node, int]) -> int:
    """Return how many values ``node`` is with its aliases written out; what holds itself counts once."""
    if node in known:
        return known[node]
    known[node] = 1
    parts = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    if not isinstance(node, yaml.ScalarNode):
        known[node] += sum(_size(part, known) for part in parts)
    return known[node]
