"""The cache: where it is for a check, and ``pipelint cache clear``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import Parser, add_cache_dir, add_configuration
from pipelint.commands.output import CLEAN, complain, failed, print_lines
from pipelint.linter.cache.folder import NAME, Folder, NoCache

if TYPE_CHECKING:
    from pipelint.linter.cache.answering import Cache
    from pipelint.linter.settings import Settings


def chosen_cache(settings: Settings, named: str | None) -> Cache:
    """Return the cache in the folder that was ``named``, or else in that of the project.

    The first is the user's; what lies in the second may have come with the project, and is believed where it has the
    user's token.
    """
    from pipelint.linter.cache.answering import Cache
    from pipelint.linter.cache.token import token

    return Cache(_folder(settings, named), token() if named is None else "")


def _folder(settings: Settings, named: str | None) -> Folder:
    """Return the folder of the cache: beside the configuration, or where the project begins that this stands in.

    A link in the place of the project's own is not followed: a repository must not choose where pipelint writes.
    """
    if named is not None:
        return Folder(Path(os.path.realpath(named)))
    return Folder(_project(settings.folder.absolute()) / NAME)


def _project(folder: Path) -> Path:
    from pipelint.configuration.files import OWN
    from pipelint.linter.disk import ROOT_MARKERS

    above = (folder, *folder.parents)
    marked = (one for one in above if any(os.path.lexists(one / marker) for marker in (OWN, *ROOT_MARKERS)))
    return next(marked, folder)


def cache_parser() -> Parser:
    """Return the parser of ``pipelint cache``."""
    parser = Parser(
        prog="pipelint cache",
        description="Remove what is kept of earlier checks. What has changed is checked anew without that.",
        allow_abbrev=False,
    )
    parser.add_argument("action", choices=("clear",), help="remove the cache of this project")
    add_cache_dir(parser)
    add_configuration(parser)
    return parser


def cache(arguments: list[str]) -> int:
    """Remove the cache; return the exit status."""
    from pipelint.commands.configuration import settings_here
    from pipelint.configuration.files import ConfigurationError

    options = cache_parser().parse(arguments)
    try:
        _, settings = settings_here(options)
    except ConfigurationError as error:
        return complain(error.findings)
    folder = _folder(settings, options.cache_dir)
    shown = os.path.relpath(folder.path)
    try:
        files = folder.clear()
    except NoCache as error:
        return failed("SMP011", f"{shown} {error}")
    return print_lines([f"removed {shown}" if files else f"there is no cache at {shown}"]) or CLEAN
