"""What a pipeline has that only some rules are about."""

from __future__ import annotations

from pipelint.pipeline.model import Pipeline


def subjects(pipeline: Pipeline) -> frozenset[str]:
    """Return what :attr:`Rule.about <pipelint.rules.rule.Rule.about>` may name of what ``pipeline`` has.

    The kinds of its facts (``depends-on``), the types of its steps (``ForEach``), the keys that its steps have besides
    their arguments (``CacheConfig``), ``code`` where a step runs a file of the project, ``script`` where that was read.
    """
    found: set[str] = {fact.kind for fact in pipeline.facts}
    for step in pipeline.all_steps():
        found.update(step.attributes.entries)
        if step.type is not None:
            found.add(step.type)
        if step.code is not None:
            found.add("code")
        if step.script is not None:
            found.add("script")
    return frozenset(found)
