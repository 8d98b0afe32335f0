"""The documentation is a site whose links lead somewhere, and which asks no other host."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tools.build_site import ROOT, SiteError, build, fetched

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.version_info < (3, 11), reason="zensical, which builds the site, needs Python 3.11"),
]


def test_the_site_is_built_with_all_its_pages(tmp_path: Path) -> None:
    assert build(ROOT, tmp_path / "site")
    built = {page.relative_to(tmp_path / "site").with_suffix(".md") for page in (tmp_path / "site").rglob("*.html")}
    written = {page.relative_to(ROOT / "docs") for page in (ROOT / "docs").rglob("*.md")}
    assert built - {Path("404.md")} == written


def test_every_page_but_those_of_single_rules_is_in_the_navigation() -> None:
    named = re.findall(r'= "([\w/-]+\.md)" }', (ROOT / "zensical.toml").read_text())
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert sorted(named) == sorted(page for page in pages if not re.fullmatch(r"rules/[A-Z]+\d+\.md", page))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site of one page, set up as the real one but for its navigation."""
    (tmp_path / "docs").mkdir()
    settings = (ROOT / "zensical.toml").read_text()
    before, _, after = settings.partition("nav = [\n")
    (tmp_path / "zensical.toml").write_text(before + after.partition("\n]\n")[2])
    (tmp_path / "docs/other.md").write_text("# Other\n\n## Part\n")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a](nowhere.md)", "page does not exist"),
        ("[a](other.md#nowhere)", "anchor does not exist"),
        ("[a](#nowhere)", "anchor does not exist"),
        ("![a](https://example.com/a.png)", "index.html: https://example.com/a.png"),
        ('<script src="//example.com/a.js"></script>', "index.html: //example.com/a.js"),
    ],
)
def test_a_link_to_nowhere_and_a_request_to_another_host_are_refused(project: Path, text: str, message: str) -> None:
    (project / "docs/index.md").write_text(f"# Page\n\n{text}\n")
    before = project / "site/kept"
    before.mkdir(parents=True)
    with pytest.raises(SiteError) as error:
        build(project, project / "site")
    assert message in str(error.value)
    assert before.exists(), "the site that was there stays"


def test_links_that_lead_somewhere_and_links_for_readers_to_follow_are_fine(project: Path) -> None:
    (project / "docs/index.md").write_text("# Page\n\n[a](other.md#part) [b](https://example.com)\n")
    (project / "site").mkdir()
    (project / "site/stale.html").touch()
    assert build(project, project / "site") == 3
    assert sorted(page.name for page in (project / "site").glob("*.html")) == ["404.html", "index.html", "other.html"]


def test_styles_and_diagrams_from_elsewhere_are_told(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<link rel="preload stylesheet" href="https://fonts.example.com/a.css"><link rel="canonical" href="https://x.y">'
        '<a href="https://x.y">x</a><pre class="mermaid">graph</pre>'
    )
    assert list(fetched(page)) == [
        "https://fonts.example.com/a.css",
        "unpkg.com, for a Mermaid diagram: draw it with characters",
    ]
