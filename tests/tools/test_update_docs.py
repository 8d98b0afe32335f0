"""The documentation shows what happens: blocks are run where they say, and none escapes in silence."""

from __future__ import annotations

import pytest

from tools.update_docs import ROOT, Page, unmarked


def test_a_command_is_run_from_the_root_and_what_it_prints_replaces_the_lines_below_it() -> None:
    page = "<!-- executed -->\n```console\n$ ls pyproject.toml\nold\n$ echo one | tr o 0; echo two >&2\nold\n```\n"
    updated = page.replace("toml\nold", "toml\npyproject.toml").replace(">&2\nold", ">&2\n0ne\ntwo")
    assert Page(page).updated() == updated


def test_the_time_that_a_test_run_took_is_no_reason_to_be_out_of_date() -> None:
    page = "<!-- executed -->\n```console\n$ echo 3 passed in 1.37s\n```\n"
    assert "\n3 passed in 0.10s\n" in Page(page).updated()


def test_blocks_go_on_in_one_copy_of_a_folder_and_leave_the_folder_as_it_is() -> None:
    page = (
        "<!-- written to notes/new.txt in fixtures/compile_targets -->\n```text\nwritten\n```\n"
        "<!-- executed in fixtures/compile_targets -->\n```console\n$ rm small.py; cat notes/new.txt\n```\n"
        "<!-- executed in fixtures/compile_targets -->\n```console\n$ ls\n```\n"
        "<!-- executed in fixtures/compile_targets -->\n```python\nopen('notes/new.txt')\n```\n"
    )
    updated = Page(page).updated()
    assert "cat notes/new.txt\nwritten\n```" in updated
    assert "$ ls\nnotes\nv3_pipeline.py\n```" in updated
    assert (ROOT / "fixtures/compile_targets/small.py").exists()
    assert not (ROOT / "fixtures/compile_targets/notes").exists()


def test_a_file_is_shown_as_it_is() -> None:
    page = "<!-- shows .pre-commit-hooks.yaml -->\n```yaml\nold\n```\n"
    assert Page(page).updated() == page.replace("old\n", (ROOT / ".pre-commit-hooks.yaml").read_text())


@pytest.mark.parametrize(
    ("language", "content", "message"),
    [
        ("console", "$ exit 2", "`exit 2` in the documentation ended with 2"),
        ("console", "$ no-such-program", "ended with 127"),
        ("console", "$ python -c 'raise ValueError'", "ended with 1:\nTraceback"),
        ("python", "assert False", "an example in the documentation failed:\nassert False"),
    ],
)
def test_what_fails_ends_the_update(language: str, content: str, message: str) -> None:
    with pytest.raises(RuntimeError) as error:
        Page(f"<!-- executed -->\n```{language}\n{content}\n```\n").updated()
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("```console\n$ ls\n```\n", [1]),
        ("text\n\n```console\n$ ls\n```\n", [3]),
        ("- item\n\n  ```console\n  $ ls\n  ```\n", [3]),
        ("<!-- not executed: -->\n```console\n$ ls\n```\n", [2]),
        ("<!-- executd -->\n```console\n$ ls\n```\n", [2]),
        ("<!-- executed -->\n\n```console\n$ ls\n```\n", [3]),
        ("```console\nno command\n```\n", []),
        ("<!-- executed -->\n```console\n$ ls\n```\n", []),
        ("<!-- executed in docs -->\n```console\n$ ls\n```\n", []),
        ("<!-- not executed: it takes hours -->\n```console\n$ ls\n```\n", []),
    ],
)
def test_a_block_that_neither_runs_nor_says_why_not_is_told(page: str, lines: list[int]) -> None:
    assert unmarked(page) == lines
