"""The page of a graph, as a reader uses it: with the mouse, with the keyboard, on paper, in light and in dark."""

from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.keys import Keys

from tests.pages.samples import graph_page, sample_page

STEPS = ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "RegisterModel-RegisterModel", "NotifyTeam"]
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture
def page(open_page):
    return open_page(sample_page())


def test_every_step_and_arrow_is_drawn(page) -> None:
    assert [one.get_attribute("data-step") for one in page.all(".pane [data-step]")] == STEPS
    assert len(page.all(".pane [data-arrow] .way")) == 8
    for name in STEPS:
        box = page.box(name)
        assert box["width"] > 60 and box["height"] > 20
        assert box["left"] >= 0 and box["right"] <= 1400 and box["top"] >= 0 and box["bottom"] <= 900


def test_at_first_the_panel_tells_of_the_whole_pipeline(page) -> None:
    panel = page.find(".panel").text
    assert "6 steps" in panel
    assert "MinAccuracy" in panel


def test_a_click_tells_all_of_a_step(page) -> None:
    page.click("EvaluateModel")
    assert page.find(".panel h2").text == "EvaluateModel"
    assert page.find(".panel .type").text == "Processing"
    assert {"Arguments", "Reads"} <= set(page.texts(".panel h3"))
    assert page.step("EvaluateModel").get_attribute("aria-pressed") == "true"


def test_a_reference_leads_to_the_step_it_is_to(page) -> None:
    page.click("EvaluateModel")
    link = next(one for one in page.all(".panel section a") if "ModelArtifacts" in one.text)
    link.click()
    page.frame()
    assert page.find(".panel h2").text == "TrainModel"
    assert page.focused() == "TrainModel"


def test_a_click_beside_the_steps_and_escape_close(page) -> None:
    page.click("TrainModel")
    page.press(Keys.ESCAPE)
    assert "6 steps" in page.find(".panel").text
    page.click("TrainModel")
    page.find(".panel [aria-label='Close']").click()
    assert "6 steps" in page.find(".panel").text


def test_search_counts_and_leads_from_hit_to_hit(page) -> None:
    page.press("/")
    page.press(*"evaluationreport")
    assert page.find(".search output").text == "3 steps"
    hits = [one.get_attribute("data-step") for one in page.all(".pane .found")]
    assert hits == ["EvaluateModel", "CheckAccuracy", "NotifyTeam"]
    seen = []
    for _ in range(4):
        page.press(Keys.ENTER)
        seen.append(page.find(".panel h2").text)
    assert seen == [*hits, hits[0]]
    assert page.find(".search output").text == "1 of 3 steps"
    page.press(Keys.ESCAPE)
    assert page.all(".pane .found") == []
    assert page.find(".search output").text == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("train", "TrainModel"), ("lambda", "NotifyTeam"), ("condition accuracy", "CheckAccuracy")],
)
def test_search_is_by_name_by_type_and_by_text(page, text: str, said: str) -> None:
    page.press("/")
    page.press(*text)
    assert said in [one.get_attribute("data-step") for one in page.all(".pane .found")]


def test_search_for_what_is_not_there_finds_nothing(page) -> None:
    page.press("/")
    page.press(*"nosuchstep", Keys.ENTER)
    assert page.find(".search output").text == "0 steps"


def test_arrow_keys_walk_along_the_arrows(page) -> None:
    page.run("document.querySelector('[data-step=\"PreprocessData\"]').focus()")
    there = []
    for _ in range(3):
        page.press(Keys.ARROW_DOWN)
        there.append(page.focused())
    assert there == ["TrainModel", "EvaluateModel", "CheckAccuracy"]
    page.press(Keys.ARROW_DOWN)
    first = page.focused()
    assert first in ("RegisterModel-RegisterModel", "NotifyTeam")
    page.press(Keys.ARROW_LEFT if page.box(first)["left"] > 0 and first != leftmost(page) else Keys.ARROW_RIGHT)
    assert {first, page.focused()} == {"RegisterModel-RegisterModel", "NotifyTeam"}
    page.press(Keys.ENTER)
    assert page.find(".panel h2").text == page.focused()


def leftmost(page) -> str:
    return min(("RegisterModel-RegisterModel", "NotifyTeam"), key=lambda name: page.box(name)["left"])


def test_one_step_is_reached_with_the_tabulator(page) -> None:
    reachable = [one.get_attribute("data-step") for one in page.all(".pane [data-step][tabindex='0']")]
    assert reachable == ["PreprocessData"]


def test_keys_zoom_and_fit(page) -> None:
    before = page.box("TrainModel")["width"]
    page.press("+")
    assert page.box("TrainModel")["width"] == pytest.approx(before * 1.25, rel=0.01)
    page.press("-", "-")
    assert page.box("TrainModel")["width"] == pytest.approx(before / 1.25, rel=0.01)
    page.press("0")
    assert page.box("TrainModel")["width"] == pytest.approx(before, rel=0.01)


def test_buttons_zoom(page) -> None:
    before = page.box("TrainModel")["width"]
    page.find("[data-do='in']").click()
    page.frame()
    assert page.box("TrainModel")["width"] > before
    page.find("[data-do='fit']").click()
    page.frame()
    assert page.box("TrainModel")["width"] == pytest.approx(before, rel=0.01)


def test_the_wheel_zooms_at_the_mouse_and_dragging_moves(page) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

    before = page.box("TrainModel")
    rect = page.step("TrainModel").find_element("css selector", ".box")
    ActionChains(page.driver).scroll_from_origin(ScrollOrigin.from_element(rect), 0, -200).perform()
    page.frame()
    after = page.box("TrainModel")
    assert after["width"] > before["width"] * 1.3
    middle = before["left"] + before["width"] / 2
    assert after["left"] + after["width"] / 2 == pytest.approx(middle, abs=3)
    ActionChains(page.driver, duration=0).move_to_element(rect).click_and_hold().move_by_offset(60, 40).move_by_offset(
        20, 20
    ).release().perform()
    page.frame()
    moved = page.box("TrainModel")
    assert (moved["left"] - after["left"], moved["top"] - after["top"]) == pytest.approx((80, 60), abs=3)
    assert page.all(".chosen") == [], "what was dragged was not clicked"


def test_the_keys_are_listed(page) -> None:
    page.press("?")
    assert "Shift + Enter back" in page.find("dialog").text
    page.press(Keys.ESCAPE)
    assert page.all("dialog") == []


def test_an_address_leads_to_a_step(open_page) -> None:
    page = open_page(sample_page(), at="#graph/CheckAccuracy")
    assert page.find(".panel h2").text == "CheckAccuracy"


def test_dark_follows_the_system_and_a_button(open_page) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    light, dark = open_page(sample_page()), open_page(sample_page(), dark=True)
    page = dark
    at_first = page.run(ground)
    page.find("[data-theme-button]").click()
    assert page.run(ground) == "rgb(255, 255, 255)"
    assert at_first != "rgb(255, 255, 255)"
    page.find("[data-theme-button]").click()
    assert page.run(ground) == at_first
    assert light.complaints() == []


@BOTH
def test_axe_finds_no_barrier(open_page, axe: str, dark: bool) -> None:
    page = open_page(sample_page(), dark=dark)
    assert page.violations(axe) == []
    page.click("CheckAccuracy")
    assert page.violations(axe) == []
    page.press("?")
    assert page.violations(axe) == []


@BOTH
def test_text_in_the_picture_can_be_read(open_page, dark: bool) -> None:
    """axe-core leaves out the text of SVG: here every text is compared with what is painted under it."""
    page = open_page(sample_page(), dark=dark)
    assert len(page.contrasts()) >= 2 * len(STEPS)
    assert [one for one in page.contrasts() if one[1] < 4.5] == []


def test_every_step_has_a_name_for_those_who_hear_it(page) -> None:
    names = [one.accessible_name for one in page.all(".pane [data-step]")]
    assert names[0].startswith("PreprocessData Processing")
    assert [one.aria_role for one in page.all(".pane [data-step]")] == ["button"] * len(STEPS)


def test_on_paper_there_is_the_whole_graph_and_all_that_is_told(page) -> None:
    page.press("+", "+", "+", "+")
    page.on_paper()
    pane = page.run("return document.querySelector('.pane svg').getBoundingClientRect().toJSON()")
    for name in STEPS:
        box = page.box(name)
        assert box["left"] >= pane["left"] - 1 and box["right"] <= pane["right"] + 1
        assert box["top"] >= pane["top"] - 1 and box["bottom"] <= pane["bottom"] + 1
    assert page.texts(".paper article h2") == STEPS
    assert not page.find(".search").is_displayed()
    assert not page.find(".panel").is_displayed()
    assert page.printed().startswith(b"%PDF")


def test_without_scripts_the_graph_is_still_there(open_page) -> None:
    silenced = re.sub(r"script-src '[^']*'", "script-src 'none'", sample_page())
    page = open_page(silenced)
    assert page.step("TrainModel").is_displayed()
    assert not page.find(".search").is_displayed()
    said, page._said = page.complaints(), []
    assert len(said) == 1 and "Content Security Policy" in said[0]


def test_names_that_look_like_markup_are_text(open_page) -> None:
    name = "</script><script>document.title='broken'</script><b>"
    steps = [{"Name": name, "Type": "Fail", "Arguments": {"ErrorMessage": "<img src=x>"}}]
    page = open_page(graph_page({"Version": "2020-12-01", "Steps": steps}))
    assert page.driver.title != "broken"
    page.click_first()
    assert page.find(".panel h2").text == name
    assert page.all("img, b") == []


def test_a_pipeline_without_steps_is_a_page(open_page) -> None:
    page = open_page(graph_page({"Version": "2020-12-01", "Steps": []}))
    assert "0 steps" in page.find(".panel").text


def test_a_narrow_window_has_the_panel_below(open_page) -> None:
    page = open_page(sample_page(), size=(420, 900))
    page.click("TrainModel")
    panel = page.run("return document.querySelector('.panel').getBoundingClientRect().toJSON()")
    assert panel["left"] == 0 and panel["top"] > 300
    assert page.run("return document.documentElement.scrollWidth") <= 420


def test_the_page_names_nothing_outside() -> None:
    page = sample_page()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
