"""Problems of the configuration, of the baseline, and of the project's own rules."""

from __future__ import annotations

from pipelint.findings import Severity
from pipelint.linter.problems.kind import Problem

OF_CONFIGURATION = (
    Problem(
        "SMP040",
        "unreadable-configuration",
        Severity.ERROR,
        "The configuration cannot be read.",
        "`pipelint.toml`, or the `pyproject.toml` with a table `[tool.pipelint]`, cannot be opened or is no TOML."
        " Nothing is checked and the exit status is 2: without it other rules would hold than the project wants.",
        "Correct the file, or leave it out with `--no-config`.",
    ),
    Problem(
        "SMP041",
        "unknown-setting",
        Severity.ERROR,
        "The configuration has a setting that pipelint does not know.",
        "A misspelt setting would silently have no effect, so nothing is checked and the exit status is 2.",
        "`pipelint config --schema` prints the JSON Schema of all settings, `pipelint config` those that hold here.",
    ),
    Problem(
        "SMP042",
        "wrong-setting",
        Severity.ERROR,
        "A setting has a value that makes no sense.",
        "Nothing is checked and the exit status is 2: it cannot be known what was meant.",
        "`pipelint config --schema` prints the JSON Schema of all settings.",
    ),
    Problem(
        "SMP043",
        "unreadable-baseline",
        Severity.ERROR,
        "The baseline cannot be read.",
        "Nothing is checked and the exit status is 2: what was there before cannot be told from what is new.",
        "`pipelint --write-baseline` writes it anew, with all that is found now.",
    ),
    Problem(
        "SMP044",
        "own-rule-import",
        Severity.ERROR,
        "The project's own rules cannot be imported.",
        "A file that `rules` names in the configuration, or a package that `plugins` asks for, raised when it was"
        " imported, or ended the process. Nothing is checked and the exit status is 2: the rules that are missing"
        " would silently find nothing.",
        "Correct the code; Python itself shows the whole traceback.",
    ),
    Problem(
        "SMP045",
        "no-own-rule",
        Severity.ERROR,
        "Where the project's own rules should be there is none.",
        "A file, folder or entry point was imported, and holds no class that is derived from `pipelint.rules.Rule` and"
        " has a code. Nothing is checked and the exit status is 2. In a folder, files whose names begin with `_`,"
        " `test_` or `conftest` are passed over.",
        "Write a rule there, or leave the file out.",
    ),
    Problem(
        "SMP046",
        "unsound-rule",
        Severity.ERROR,
        "One of the project's own rules cannot be run.",
        "It lacks what every rule has, takes a code or a name that another rule has, or checks nothing. Its code is"
        " capital letters, not SMP, and three digits. Nothing is checked and the exit status is 2.",
        "Write what is missing; docs/own-rules.md shows a whole rule.",
    ),
    Problem(
        "SMP047",
        "unknown-plugin",
        Severity.ERROR,
        "The configuration asks for rules of a package that is not installed.",
        "`plugins` names entry points of the group `pipelint.rules`, or packages that have some. Nothing is checked and"
        " the exit status is 2: the rules that are missing would silently find nothing.",
        "Install the package beside pipelint, or leave the name out.",
    ),
)
