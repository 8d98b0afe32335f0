"""One headless Chromium for all tests of pages, driven as a reader would; and axe-core, which looks for barriers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages.opened import Opened

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(f"these tests need {names[0]}: apt-get install chromium chromium-driver npm", pytrace=False)
    return found


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser of its own, with an empty profile, that notes what it asks the network for."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = _program(*BROWSERS)
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(_program("chromedriver")))
    started.set_script_timeout(60)
    yield started
    started.quit()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The code of axe-core (https://www.npmjs.com/package/axe-core), which is installed for the tests alone."""
    folder = str(tmp_path_factory.mktemp("axe"))
    asked = [_program("npm"), "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix", folder]
    done = subprocess.run([*asked, "axe-core@4"], capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"axe-core cannot be installed: {done.stderr.strip()}", pytrace=False)
    return Path(folder, "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def open_page(driver: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page from the disk; when the test ends, no page may have said or asked for anything."""
    opened: list[Opened] = []
    driver.get_log("performance")

    def open_(text: str, *, dark: bool = False, size: tuple[int, int] = (1400, 900), at: str = "") -> Opened:
        file = tmp_path / f"page{len(opened)}.html"
        file.write_text(text, encoding="utf-8")
        page = Opened(driver, file, dark=dark, size=size, at=at)
        opened.append(page)
        return page

    yield open_
    own = {"about:blank", *(page.address for page in opened)}
    for page in opened:
        assert page.complaints() == []
        assert [url for url in page.asked_for() if url not in own] == []
