"""``python -m fuzz``: run the fuzzer, replay an input, or make a crashing one smaller."""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from importlib.util import find_spec
from pathlib import Path

from fuzz.guard import TooSlow, attempt
from fuzz.target import all_targets


def main() -> int:
    """Do what the command line asks; return the exit status: 1 where there are crashes."""
    options = _parser().parse_args()
    status: int = options.do(options)
    return status


def _parser() -> argparse.ArgumentParser:
    targets = sorted(all_targets())
    parser = argparse.ArgumentParser("python -m fuzz", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="fuzz with atheris, guided by the code that inputs reach")
    run.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(targets)}; all unless given")
    run.add_argument("--seconds", type=float, default=7200.0, help="of all targets together (default: 7200)")
    run.add_argument("--plain", action="store_true", help="without atheris, on any system: inputs are made at random")
    run.add_argument("--jobs", type=int, default=1, help="how many run at once (default: 1)")
    run.add_argument("--work", type=Path, default=Path(".fuzz"), help="where inputs are kept (default: .fuzz)")
    run.set_defaults(do=_run)
    replay = commands.add_parser("replay", help="try one input, and show how it fails")
    replay.add_argument("target", choices=targets)
    replay.add_argument("file", type=Path)
    replay.set_defaults(do=_replay)
    smaller = commands.add_parser("smaller", help="make a crashing input smaller, and print where it is")
    smaller.add_argument("target", choices=targets)
    smaller.add_argument("file", type=Path)
    smaller.set_defaults(do=_smaller)
    return parser


def _run(options: argparse.Namespace) -> int:
    from fuzz.campaign import run

    targets = options.targets or sorted(all_targets())
    unknown = sorted(set(targets) - set(all_targets()))
    if unknown:
        print(f"no such target: {', '.join(unknown)}", file=sys.stderr)
        return 2
    module = "fuzz.plain" if options.plain else "fuzz.instrumented"
    if not options.plain and find_spec("atheris") is None:
        print("atheris is not installed: install the extra fuzz (Linux alone), or give --plain", file=sys.stderr)
        return 2
    scores = run(targets, options.seconds, options.jobs, options.work, module)
    for score in scores:
        for file in score.crashes:
            print(f"crash: python -m fuzz replay {score.target} {file}")
        for file in score.not_again:
            print(f"failed once, and not when tried again: python -m fuzz replay {score.target} {file}")
    executions = sum(score.executions for score in scores)
    crashes = sum(len(score.crashes) for score in scores)
    seconds = sum(score.seconds for score in scores)
    processor_seconds = sum(score.processor_seconds for score in scores)
    took = f"{seconds:,.0f} s ({processor_seconds:,.0f} s of processor time)"
    print(f"{executions:,} executions in {took}, {crashes} crashes")
    return int(crashes > 0)


def _replay(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            took = attempt(all_targets()[options.target], options.file.read_bytes(), Path(folder))
        except (Exception, TooSlow) as error:
            traceback.print_exception(error)
            return 1
    print(f"no crash: {took:.2f} s of processor time")
    return 0


def _smaller(options: argparse.Namespace) -> int:
    from fuzz.smaller import smaller

    data = smaller(all_targets()[options.target], options.file.read_bytes())
    file = options.file.with_name(f"{options.file.name}.smaller")
    file.write_bytes(data)
    print(f"{len(data)} bytes: python -m fuzz replay {options.target} {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
