"""One module for each kind of command; each is imported when it is asked for."""

RUNNERS = {
    "cache": "cache.cache",
    "check": "check.check",
    "compile": "compile.compile_",
    "config": "configuration.config",
    "diff": "diff.diff",
    "graph": "graph.graph",
    "init": "init.init",
    "rule": "pages.rule",
    "rules": "pages.rules",
    "schema": "pages.schema",
    "server": "server.server",
    "simulate": "simulate.simulate",
    "wires": "wires.wires",
}
"""The module of :mod:`pipelint.commands` and the function in it that runs each command."""

COMMANDS = tuple(RUNNERS)
