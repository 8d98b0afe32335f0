"""The user's code told from libraries, and tracebacks cut at it."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

import pipelint.compiling.users_code
from pipelint.compiling.users_code import UsersCode

HOME = Path("/home/me/project").absolute()


@pytest.mark.parametrize(
    ("filename", "mine"),
    [
        (str(HOME / "flow.py"), True),
        ("/home/me/elsewhere/steps.py", True),
        (str(HOME / ".venv/lib/python3.11/site-packages/sagemaker/session.py"), False),
        ("/usr/lib/python3/dist-packages/boto3/session.py", False),
        (json.__file__, False),
        (pipelint.compiling.users_code.__file__, False),
        ("<string>", False),
        ("<frozen importlib._bootstrap>", False),
    ],
)
def test_whose_code_it_is(filename: str, mine: bool) -> None:
    assert UsersCode(HOME).includes(filename) is mine


def test_an_installed_target_is_the_users() -> None:
    home = Path("/opt/site-packages/flows").absolute()
    assert UsersCode(home).includes(str(home / "train.py"))
    assert not UsersCode(home).includes("/opt/site-packages/boto3/session.py")
    assert not UsersCode(None).includes(str(home / "train.py"))


def raised(tmp_path: Path, source: str) -> tuple[str, tuple[str, int] | None]:
    """Run ``source`` as the user's file; return the traceback that is shown, and the place."""
    file = tmp_path / "flow.py"
    file.write_text(source)
    spec = spec_from_file_location("flow", file)
    assert spec is not None and spec.loader is not None
    users_code = UsersCode(tmp_path)
    try:
        spec.loader.exec_module(module_from_spec(spec))
    except Exception as error:
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # without this function
        shown = traceback.TracebackException.from_exception(error)
        users_code.cut(shown)
        text = "".join(line for line in "".join(shown.format()).splitlines(keepends=True) if line.strip(" ^~\n"))
        return text, users_code.place_of(error)
    raise AssertionError("the source did not raise")


def test_a_traceback_begins_and_ends_in_the_users_code(tmp_path: Path) -> None:
    text, place = raised(tmp_path, "import json\n\ndef build():\n    json.loads('{')\n\nbuild()\n")
    file = tmp_path / "flow.py"
    assert text == (
        "Traceback (most recent call last):\n"
        f'  File "{file}", line 6, in <module>\n'
        "    build()\n"
        f'  File "{file}", line 4, in build\n'
        "    json.loads('{')\n"
        "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\n"
    )
    assert place == (str(file), 4)


def test_what_a_library_handled_on_its_way_is_left_out(tmp_path: Path) -> None:
    # json.loads("") catches StopIteration before it raises; shlex, configparser and the SDKs do the like.
    source = "import configparser\nconfigparser.ConfigParser().get('a', 'b')\n"
    text, _ = raised(tmp_path, source)
    assert "KeyError" not in text
    assert text.endswith("configparser.NoSectionError: No section: 'a'\n")


def test_what_the_users_code_raised_on_the_way_stays(tmp_path: Path) -> None:
    source = "try:\n    {}['key']\nexcept KeyError as error:\n    raise ValueError('no key') from error\n"
    text, place = raised(tmp_path, source)
    assert "KeyError: 'key'\n" in text
    assert "The above exception was the direct cause of the following exception:\n" in text
    assert text.endswith("ValueError: no key\n")
    assert place == (str(tmp_path / "flow.py"), 4)


def test_faulty_syntax_is_its_own_place(tmp_path: Path) -> None:
    text, place = raised(tmp_path, "x = 1\ny = = 2\n")
    assert place == (str(tmp_path / "flow.py"), 2)
    assert text.endswith("SyntaxError: invalid syntax\n")
    assert "importlib" not in text


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups came with Python 3.11")
def test_the_errors_of_a_group_are_cut_too(tmp_path: Path) -> None:
    source = (
        "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n    raise ExceptionGroup('g', [error])\n"
    )
    text, _ = raised(tmp_path, source)
    assert str(Path(json.__file__).parent) not in text
    assert text.count("flow.py") == 3


def test_the_innermost_place_of_a_stack() -> None:
    def call(function: Callable[[], Any]) -> Any:
        return function()

    users_code = UsersCode(None)
    here = users_code.place(sys._getframe())
    assert here == (__file__, sys._getframe().f_lineno - 1)
    assert call(lambda: users_code.place(sys._getframe())) == (__file__, sys._getframe().f_lineno)
    assert users_code.place(None) is None
