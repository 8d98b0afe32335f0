"""Runs over the picture: what became of each step, several side by side, and branch coverage as heat."""

from __future__ import annotations

from functools import cache

import pytest

from pipelint.cli import main
from pipelint.harness import Harness, fails, outputs
from tests.pages.samples import ROOT, SAMPLE

BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@cache
def failed_run() -> str:
    return Harness(SAMPLE).run(steps={"TrainModel": fails("out of memory")}).to_html(name="no memory")


@pytest.fixture
def scenarios(tmp_path) -> str:
    page = tmp_path / "runs.html"
    folder = str(ROOT / "fixtures/sample_project/scenarios")
    assert main(["simulate", str(SAMPLE), "--scenario", folder, "--html", str(page)]) == 0
    return page.read_text()


def states(page, pane: int = 0) -> dict[str, str]:
    steps = page.all(".pane")[pane].find_elements("css selector", "[data-step]")
    return {one.get_attribute("data-step"): one.get_attribute("data-state") for one in steps}


def test_a_run_shows_what_became_of_each_step(open_page) -> None:
    page = open_page(failed_run())
    assert page.find("figcaption").text == 'no memory Failed: step "TrainModel" failed: out of memory'
    assert states(page) == {
        "PreprocessData": "executed",
        "TrainModel": "failed",
        "EvaluateModel": "never_reached",
        "CheckAccuracy": "never_reached",
        "RegisterModel-RegisterModel": "never_reached",
        "NotifyTeam": "never_reached",
    }
    assert page.step("TrainModel").accessible_name == "TrainModel Training, failed"


def test_the_edge_that_starves_is_marked_and_told(open_page) -> None:
    page = open_page(failed_run())
    starving = page.find('.arrow[data-source="TrainModel"][data-target="EvaluateModel"]')
    assert starving.get_attribute("data-state") == "never_reached"
    assert "which failed" in starving.find_element("css selector", "title").get_attribute("textContent")
    idle = page.find('.arrow[data-source="PreprocessData"][data-target="EvaluateModel"]')
    assert idle.get_attribute("data-state") is None
    page.click("EvaluateModel")
    assert 'reads ModelArtifacts.S3ModelArtifacts of "TrainModel", which failed' in page.find(".panel .within").text


def test_scenarios_stand_side_by_side_in_a_wide_window(open_page, scenarios: str) -> None:
    page = open_page(scenarios)
    assert [one.text.splitlines()[0] for one in page.all("figcaption strong")] == [
        "a good model is registered",
        "a weak model is not registered, and the team is told",
    ]
    good, weak = states(page, 0), states(page, 1)
    assert (good["NotifyTeam"], weak["NotifyTeam"]) == ("skipped", "executed")
    assert (good["RegisterModel-RegisterModel"], weak["RegisterModel-RegisterModel"]) == ("executed", "skipped")
    values = [one.text for one in page.all('[data-step="CheckAccuracy"] .lines text') if one.is_displayed()]
    assert values == ["0.91 ≥ 0.8: true", "0.85 ≥ 0.9: false"]
    differing = [row.text for row in page.all(".compared .differs th")]
    assert differing == ["RegisterModel-RegisterModel", "NotifyTeam"]


def test_panes_move_together(open_page, scenarios: str) -> None:
    page = open_page(scenarios)
    page.press("+", "+")
    first, second = (page.run("return arguments[0].getAttribute('viewBox')", one) for one in page.all(".pane svg"))
    assert first == second
    page.click("CheckAccuracy", pane=1)
    assert len(page.all(".chosen")) == 2
    told = page.texts(".panel .within h3")
    assert told == ["a good model is registered", "a weak model is not registered, and the team is told"]


def test_a_key_or_a_button_chooses_what_is_shown(open_page, scenarios: str) -> None:
    page = open_page(scenarios)
    buttons = page.all(".choices button")
    pressed = [one.get_attribute("aria-pressed") for one in buttons]
    assert pressed == ["true", "true", "false"]
    page.press("2")
    assert len(page.all(".pane")) == 1
    assert states(page)["NotifyTeam"] == "executed"
    buttons[0].click()
    page.frame()
    assert len(page.all(".pane")) == 2


def test_search_finds_what_a_run_says(open_page) -> None:
    page = open_page(failed_run())
    page.press("/")
    page.press(*"out of memory")
    assert [one.get_attribute("data-step") for one in page.all(".pane .found")] == ["TrainModel"]


def test_a_narrow_window_shows_one_scenario(open_page, scenarios: str) -> None:
    page = open_page(scenarios, size=(800, 700))
    assert len(page.all(".pane")) == 1


def test_branch_coverage_is_heat_on_the_arms(open_page) -> None:
    harness = Harness(SAMPLE)

    def run(accuracy: float):
        report = {"EvaluationReport": {"metrics": {"accuracy": {"value": accuracy}}}}
        return harness.run(steps={"EvaluateModel": outputs(property_files=report)})

    page = open_page(run(0.5).to_html(name="first", beside={"second": run(0.6), "third": run(0.9)}))
    page.press("4")
    assert page.find("figcaption").text == "Branch coverage 2 of 2 arms taken, 100%, by 3 runs"

    def width(target: str) -> float:
        way = page.find(f'.arrow[data-source="CheckAccuracy"][data-target="{target}"] .way')
        return float(way.value_of_css_property("stroke-width").removesuffix("px"))

    assert width("NotifyTeam") > width("RegisterModel-RegisterModel") > 2


@BOTH
def test_what_is_in_a_loop_can_be_seen_through_its_state(open_page, dark: bool) -> None:
    train = {"Name": "Train", "Type": "Training", "Arguments": {"HyperParameters": {"depth": "3"}}}
    check = {"Name": "Check", "Type": "Lambda", "Arguments": {}, "DependsOn": ["Train"]}
    loop = {"IterableItems": ["a", "b"], "MaxConcurrency": 2, "ForEachBody": [train, check]}
    definition = {"Version": "2020-12-01", "Steps": [{"Name": "Loop", "Type": "ForEach", "Arguments": loop}]}
    run = Harness(definition).run(steps={"Train-1": fails("no memory")})
    page = open_page(run.to_html(), dark=dark)
    assert states(page) == {"Loop": "failed", "Train": "failed", "Check": "never_reached"}
    assert page.find('[data-step="Loop"] .frame').value_of_css_property("fill") == "none"
    assert [one for one in page.contrasts() if one[1] < 4.5] == []
    page.click("Train")
    assert "failed in 1 of 2 iterations" in page.find(".panel .within").text


@BOTH
def test_axe_finds_no_barrier(open_page, axe: str, scenarios: str, dark: bool) -> None:
    page = open_page(scenarios, dark=dark)
    assert page.violations(axe) == []
    page.click("CheckAccuracy")
    assert page.violations(axe) == []
    assert [one for one in page.contrasts() if one[1] < 4.5] == []
    page.press("3")
    assert [one for one in page.contrasts() if one[1] < 4.5] == []
    failed = open_page(failed_run(), dark=dark)
    assert failed.violations(axe) == []
    assert [one for one in failed.contrasts() if one[1] < 4.5] == []


@BOTH
def test_the_page_of_coverage_has_heat_and_no_barrier(open_page, axe: str, dark: bool) -> None:
    from pipelint.harness.coverage.as_html import page as coverage_page
    from pipelint.harness.coverage.tally import Tally

    tally = Tally()
    tally.note(Harness(SAMPLE).run(steps={"TrainModel": fails("out of memory")}), "gate")
    tally.find_impossible()
    page = open_page(coverage_page(tally), dark=dark)
    page.find(".viewer").location_once_scrolled_into_view  # noqa: B018 the property scrolls
    page.frame()
    untaken = page.all('.arrow[data-source="CheckAccuracy"][data-state="uncovered"]')
    assert sorted(one.get_attribute("data-target") for one in untaken) == ["NotifyTeam", "RegisterModel-RegisterModel"]
    assert page.violations(axe) == []
    assert [one for one in page.contrasts() if one[1] < 4.5] == []
