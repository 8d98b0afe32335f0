"""A page in a browser, asked and used as a reader would."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Opened:
    """The page ``file`` as the browser shows it."""

    def __init__(self, driver: Any, file: Path, *, dark: bool, size: tuple[int, int], at: str) -> None:
        self.driver = driver
        self.address = file.as_uri()
        self._said: list[str] = []
        self._asked: list[str] = []
        self._look("dark" if dark else "light")
        screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        driver.get("about:blank")
        driver.get_log("browser")
        start = time.perf_counter()
        driver.get(self.address + at)
        self.frame()
        self.seconds_to_load = time.perf_counter() - start

    def _look(self, scheme: str) -> None:
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})

    def run(self, code: str, *arguments: object) -> Any:
        """Run the body of a function of JavaScript on the page."""
        return self.driver.execute_script(code, *arguments)

    def frame(self) -> None:
        """Wait until the page has been painted twice."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
        )

    def find(self, selector: str) -> Any:
        """Return the first element that ``selector`` finds."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        """Return the elements that ``selector`` finds."""
        return self.driver.find_elements("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        """Return what the elements say that ``selector`` finds, as far as they are seen."""
        return [element.text for element in self.all(selector)]

    def step(self, name: str, pane: int = 0) -> Any:
        """Return the step called ``name`` in a pane."""
        return self.all(".pane")[pane].find_element("css selector", f'[data-step="{name}"]')

    def click(self, name: str, pane: int = 0) -> None:
        """Click the middle of the box of a step with the mouse."""
        self._click(self.step(name, pane))

    def click_first(self) -> None:
        """Click the first step there is."""
        self._click(self.find(".pane [data-step]"))

    def _click(self, step: Any) -> None:
        from selenium.webdriver import ActionChains

        box = step.find_element("css selector", ".box")
        ActionChains(self.driver, duration=0).move_to_element(box).click().perform()
        self.frame()

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver, duration=0).send_keys(*keys).perform()
        self.frame()

    def focused(self) -> str | None:
        """Return the step that has the focus, or what else is focused by its class or name."""
        return self.run(
            "const e = document.activeElement; return e.dataset.step ?? e.getAttribute('aria-label') ?? e.tagName"
        )

    def box(self, name: str) -> Mapping[str, float]:
        """Return where a step is on the screen."""
        return self.run(
            "return arguments[0].querySelector('.box, .frame').getBoundingClientRect().toJSON()", self.step(name)
        )

    def violations(self, axe: str) -> list[str]:
        """Return what axe-core finds, each with the first element it is about."""
        self.run(f"if (!window.axe) {{ {axe} }}")
        found = self.driver.execute_async_script(
            "const [tags, done] = arguments;"
            "axe.run(document, {runOnly: tags}).then((found) => done(found.violations), (e) => done(String(e)))",
            TAGS,
        )
        assert isinstance(found, list), found
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary']}" for one in found]

    def contrasts(self) -> list[tuple[str, float]]:
        """Return each text that is seen in the picture, and its contrast with what is painted under it (WCAG 1.4.3)."""
        return [(text, ratio) for text, ratio in self.run(_CONTRASTS)]

    def printed(self) -> bytes:
        """Return the page on paper, as a PDF."""
        import base64

        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])

    def on_paper(self) -> None:
        """Show the page as it would be printed."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.run("dispatchEvent(new Event('beforeprint'))")
        self.frame()

    def complaints(self) -> Sequence[str]:
        """Return what the console says."""
        self._said += [f"{one['level']}: {one['message']}" for one in self.driver.get_log("browser")]
        return self._said

    def asked_for(self) -> Sequence[str]:
        """Return every address that pages asked for since the browser was last asked."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            if not message["params"]["documentURL"].startswith("chrome://"):  # the tab that the browser begins with
                self._asked.append(message["params"]["request"]["url"].partition("#")[0])
        return self._asked


_CONTRASTS = """
const light = (colour) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (text) => {
  const shape = text.closest(".badge")?.querySelector("circle") ?? text.closest("g.label")?.querySelector("rect")
    ?? text.closest("[data-step]")?.querySelector(".box");
  const fill = shape ? getComputedStyle(shape).fill : "none";
  return fill === "none" ? getComputedStyle(text.closest(".pane")).backgroundColor : fill;
};
return [...document.querySelectorAll(".pane svg text")].filter((text) => text.checkVisibility()).map((text) => {
  const [one, other] = [light(getComputedStyle(text).fill), light(ground(text))].sort((a, b) => b - a);
  return [text.textContent, (one + 0.05) / (other + 0.05)];
});
"""
