"""Make the pictures that the documentation shows, by the commands that it names.

The SVG files are what ``pipelint graph`` writes. The PNG files are what Chromium shows of such a file, or of a page,
light and dark; the browser is looked for by the names that it has on Debian and elsewhere.

    python -m tools.build_pictures
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelint.cli import main as pipelint

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
SVG = {"accuracy-gate": "fixtures/sample_project/pipeline.py"}
PNG = {"faulty": "fixtures/broken_project/pipeline.py"}
"""What each picture shows."""

PAGES = {"runs": "simulate definition.json --scenario scenarios --html"}
"""The command in the sample project that writes each page, but for the name of its file."""

_WINDOW = (1360.0, 720.0)

SCHEMES = {"light": 1, "dark": 0}
"""What Chromium calls the two."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=1.5"
).split()
_SIZE = re.compile(r' width="([0-9.]+)" height="([0-9.]+)"')


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, target in SVG.items():
        write_svg(target, FOLDER / f"{name}.svg")
    for name, target in PNG.items():
        with tempfile.TemporaryDirectory() as folder:
            svg = Path(folder) / f"{name}.svg"
            write_svg(target, svg)
            for scheme in SCHEMES:
                screenshot(svg, FOLDER / f"{name}-{scheme}.png", _size(svg), scheme)
    for name, command in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / f"{name}.html"
            asked = [sys.executable, "-m", "pipelint", *command.split(), str(page)]
            subprocess.run(asked, cwd=ROOT / "fixtures/sample_project", check=True, capture_output=True)
            for scheme in SCHEMES:
                screenshot(page, FOLDER / f"{name}-{scheme}.png", _WINDOW, scheme)
    for made in sorted(FOLDER.iterdir()):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1000} kB")


def write_svg(target: str, svg: Path) -> None:
    """Write the picture of a pipeline. Raises RuntimeError where it cannot be drawn."""
    if pipelint(["graph", str(ROOT / target), "--format", "svg", "--output", str(svg)]) != 0:
        raise RuntimeError(f"pipelint graph {target} failed")


def screenshot(page: Path, png: Path, size: tuple[float, float], scheme: str) -> None:
    """Write what Chromium shows of ``page``, an SVG or HTML file, to ``png``.

    ``size`` is the width and height of its window, ``scheme`` ``"light"`` or ``"dark"``. Raises RuntimeError without
    Chromium.
    """
    browser = next((found for name in _BROWSERS if (found := shutil.which(name)) is not None), None)
    if browser is None:
        raise RuntimeError(f"no browser to make {png.name} with: install chromium")
    window = f"--window-size={size[0]:.0f},{size[1]:.0f}"
    colours = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *_FLAGS, window, colours, f"--user-data-dir={profile}", f"--screenshot={png}"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)


def _size(svg: Path) -> tuple[float, float]:
    found = _SIZE.search(svg.read_text(encoding="utf-8"))
    if found is None:
        raise RuntimeError(f"{svg} does not say how large it is")
    return float(found[1]), float(found[2])


if __name__ == "__main__":
    main()
