"""The disk as the editor sees it: what is open there holds what the editor holds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from pipelint.linter.disk import LARGEST_MODULE, Disk, Question, Unreadable
from pipelint.server.documents import OpenFile


class Overlay(Disk):
    """Answers from the files that are open, by their real paths, and from the disk for all others."""

    def __init__(self, files: Mapping[str, OpenFile]) -> None:
        super().__init__()
        self._files = dict(files)
        self._added: dict[str, set[str]] = {}
        for real in self._files:
            if not os.path.exists(real):
                folder, name = os.path.split(real)
                self._added.setdefault(folder, set()).add(name)

    def put(self, real: str, file: OpenFile) -> set[Question]:
        """Hold another text of a file that is open; return the questions that have another answer now."""
        self._files[real] = file
        asked = [one for one in self._answers if one[0] == "data" and self.real(one[1]) == real]
        before = {question: self._answers.pop(question) for question in asked}
        return {question for question, answer in before.items() if _told(answer) != self.answer(question)}

    def differing(self, before: Disk, questions: set[Question]) -> set[Question]:
        """Return those of ``questions`` to which this disk gives another answer than the one ``before`` did."""
        return {question for question in questions if self.answer(question) != before.answer(question)}

    def _data(self, file: str) -> bytes | Unreadable:
        held = self._files.get(self.real(file))
        if held is None:
            return super()._data(file)
        if len(held.data) > LARGEST_MODULE:
            return Unreadable(f"is longer than {LARGEST_MODULE // 1024} KiB and was not opened")
        return held.data

    def _names(self, folder: str) -> frozenset[str]:
        return super()._names(folder) | self._added.get(os.path.realpath(folder), set())

    def _is_file(self, path: str) -> bool:  # type: ignore[override]
        return os.path.isfile(path) or os.path.realpath(path) in self._files

    def _exists(self, path: str) -> bool:  # type: ignore[override]
        return os.path.exists(path) or os.path.realpath(path) in self._files


def _told(answer: Any) -> Any:
    return str(answer) if isinstance(answer, Unreadable) else answer
