"""YAML as JSON would have it: dates stay texts, a key given twice is an error, and nothing may stand in itself."""

from __future__ import annotations

from typing import Any

import yaml

_DATE = "tag:yaml.org,2002:timestamp"


class Loader(yaml.SafeLoader):
    """PyYAML's safe loader, with fewer surprises."""

    yaml_implicit_resolvers = {  # noqa: RUF012 as PyYAML has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping whose keys differ. Raises :class:`yaml.YAMLError` where one is given twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value if key.value != "<<"]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                problem = f'the key "{key}" is given twice'
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep=deep)
