"""docs/command-line.md names every command and every option there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from pipelint.commands import COMMANDS
from pipelint.commands.check_arguments import FORMATS, check_parser

PAGE = (Path(__file__).resolve().parent.parent / "docs/command-line.md").read_text()
CHECK, OTHERS = PAGE.split("## The other commands")


def test_it_names_every_option_of_check_and_no_other() -> None:
    options = {text for action in check_parser()._actions for text in action.option_strings if text.startswith("--")}
    assert set(re.findall(r"(?<=[`\s])--[a-z][a-z-]+", CHECK)) == options


def test_it_names_every_format() -> None:
    told = re.search(r"The formats are (.*?)\. Standard", CHECK, re.DOTALL)
    assert told is not None
    assert re.findall(r"`(\w+)`", told[1]) == list(FORMATS)


def test_it_names_every_command() -> None:
    commands = re.findall(r"`pipelint (\w+)", PAGE)
    assert set(commands) - {"PATH"} == set(COMMANDS)
