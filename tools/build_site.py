"""Build the documentation as a site, and refuse it where a link leads nowhere or a page would ask another host.

Zensical checks the links between pages, anchors too; links to other hosts are not followed. What a browser fetches when
it opens a page (scripts, styles, images, frames) must be part of the site.

    python -m tools.build_site [FOLDER]    default: site
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "embed": "src",
}
_FETCHED_RELATIONS = ("stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest")


class SiteError(Exception):
    """The site cannot be built, or must not be shown; the text says why."""


def build(project: Path, folder: Path) -> int:
    """Build the site of ``project``, its ``zensical.toml`` and ``docs/``, into ``folder``; return the number of pages.

    What was in ``folder`` is replaced, once the new site is found good. Raises :class:`SiteError`.
    """
    with tempfile.TemporaryDirectory() as above:
        copy = Path(above)  # Zensical writes beside its configuration, and would leave a cache there
        shutil.copy(project / "zensical.toml", copy)
        shutil.copytree(project / "docs", copy / "docs")
        command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
        ended = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise SiteError(ended.stdout + ended.stderr)
        pages = sorted((copy / "site").rglob("*.html"))
        if foreign := [f"{page.relative_to(copy / 'site')}: {url}" for page in pages for url in fetched(page)]:
            raise SiteError("\n".join(["these pages ask other hosts when they are opened:", *foreign]))
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(copy / "site", folder)
    return len(pages)


def fetched(page: Path) -> Iterator[str]:
    """Yield every address of another host that a browser asks when it opens ``page``."""
    text = page.read_text(encoding="utf-8")
    reader = _Reader()
    reader.feed(text)
    yield from (url for url in reader.urls if url.startswith(("http:", "https:", "//")))
    if 'class="mermaid"' in text:
        yield "unpkg.com, for a Mermaid diagram: draw it with characters"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _FETCHED:
            self.urls.append(values.get(_FETCHED[tag], ""))
        elif tag == "link" and set(values.get("rel", "").split()) & set(_FETCHED_RELATIONS):
            self.urls.append(values.get("href", ""))


def main() -> int:
    """Build the site into the folder that is named, or ``site``; return the exit status."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    try:
        pages = build(ROOT, folder)
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{pages} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
