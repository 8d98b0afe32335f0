"""The arguments of ``pipelint check``, and their completion in a shell."""

from __future__ import annotations

from pipelint import __version__
from pipelint.arguments import Parser, add_cache_dir, add_compiling, add_configuration, add_format, codes, one_of
from pipelint.commands import COMMANDS
from pipelint.commands.output import print_lines

EXIT_STATUS = (
    "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage or configuration, or pipelint itself"
    " failed; 3 with --require-pipeline when no pipeline was recognised."
)
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html")
SEVERITIES = ("error", "warning", "info", "never")
SHELLS = ("bash", "zsh", "tcsh")

# What shtab completes where either a command or a path may stand, which it has no ready-made word for.
_COMMAND_OR_FILE = {"bash": "_pipelint_command_or_file", "zsh": "_pipelint_command_or_file", "tcsh": "f"}
_WORDS = " ".join(COMMANDS)
_COMMAND_OR_FILE_FUNCTIONS = {
    "bash": f'_pipelint_command_or_file() {{ compgen -W "{_WORDS}" -- "$1"; compgen -f -- "$1"; }}',
    "zsh": f'_pipelint_command_or_file() {{ _alternative "commands:command:({_WORDS})" "files:file:_files"; }}',
}


def check_parser() -> Parser:
    """Return the parser of ``pipelint check``, which is also that of ``pipelint`` without a command."""
    parser = Parser(
        prog="pipelint",
        usage="pipelint [check] [PATH ...] [options]",
        description="Find the faults of Amazon SageMaker Pipelines before they run.",
        epilog="Other commands: `pipelint compile TARGET` compiles a pipeline offline, `pipelint simulate TARGET` runs"
        " one with faked steps, `pipelint init` begins with pipelint in a project, `pipelint rule CODE` explains a"
        " rule, `pipelint rules` lists all, `pipelint wires` shows who writes what and who reads it, `pipelint schema`"
        f" prints the JSON Schema of definitions, `pipelint config` the settings. {EXIT_STATUS}",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help=".py, .ipynb, folders, definition .json, or - (default: .)")
    add("--select", action="extend", type=codes, metavar="CODES", help="only these, such as SMP101,SMP2 (default: all)")
    add("--extend-select", action="extend", type=codes, metavar="CODES", help="these codes as well")
    add("--ignore", action="extend", type=codes, metavar="CODES", help="not these codes; the longer code wins")
    least = one_of("severity", SEVERITIES)
    add("--fail-on", type=least, choices=SEVERITIES, metavar="SEVERITY", help="the least that exits with 1")
    add_configuration(parser)
    add("--show-settings", action="store_true", help="print the settings that hold, as TOML, and check nothing")
    add_format(parser, FORMATS)
    add("--output", metavar="FILE", help="write the report to FILE in place of standard output")
    add("--statistics", action="store_true", help="in text, count the findings per code in place of listing them")
    add("--explain-model", action="store_true", help="print what was understood, and what not and why, not findings")
    add("--baseline", metavar="FILE", help="report only what is not in this file of findings")
    add("--write-baseline", action="store_true", help="write all that is found now to that file, and report no more")
    add("--no-baseline", action="store_true", help="no baseline, whatever the configuration says")
    add("--fix", action="store_true", help="mend what can be mended safely, and report what is left")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff, also where it is not certain what was meant")
    add("--diff", action="store_true", help="show what --fix would change in place of findings, and change nothing")
    add("--add-ignore", metavar="REASON", help="write a comment for each finding that holds it back (=REASON says why)")
    add("--no-cache", dest="cache", action="store_false", help="find out everything anew, and keep nothing")
    add_cache_dir(parser)
    add("--require-pipeline", action="store_true", help="exit with 3 when no pipeline was recognised")
    add("--exit-zero", action="store_true", help="exit with 0 whatever was found; failures still show")
    add("--compile", metavar="TARGET", help="run your code, offline, and check what it compiles to as well")
    add_compiling(parser)
    add("--stdin-filename", metavar="FILE", help="the name of what is read where PATH is -")
    shell = one_of("shell", SHELLS)
    add("--print-completion", type=shell, choices=SHELLS, metavar="SHELL", help="print a completion script")
    add("--version", action="version", version=f"pipelint {__version__}")
    return parser


def print_completion(shell: str) -> int:
    """Print the script that completes arguments in ``shell``; return the exit status."""
    import shtab

    parser = check_parser()
    for action in parser._actions:
        if action.dest == "paths":
            action.complete = _COMMAND_OR_FILE  # type: ignore[attr-defined]
        elif action.dest == "output":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return print_lines([shtab.complete(parser, shell, preamble=_COMMAND_OR_FILE_FUNCTIONS.get(shell, ""))])
