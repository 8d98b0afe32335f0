"""`pipelint check --format html`: the summary, the findings, the rules and the graphs, as a reader uses them."""

from __future__ import annotations

import pytest

from pipelint.cli import main
from tests.pages.samples import ROOT

BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> str:
    file = tmp_path_factory.mktemp("report") / "report.html"
    assert main([str(ROOT / "fixtures/broken_project"), "--no-config", "--format", "html", "--output", str(file)]) == 1
    return file.read_text()


def test_the_summary_counts(open_page, report: str) -> None:
    page = open_page(report)
    tiles = dict(zip(page.texts(".tiles dt"), page.texts(".tiles dd"), strict=True))
    findings = page.all(".finding")
    assert int(tiles["errors"]) + int(tiles["warnings"]) == len(findings) > 10
    assert tiles["pipelines"] == "3"
    assert page.find(".filters output").text == f"{len(findings)} findings"


def test_findings_are_filtered_by_text_severity_and_rule(open_page, report: str) -> None:
    page = open_page(report)
    total = len(page.all(".finding"))
    page.find(".filters [value='error']").click()
    page.frame()
    left = [one.get_attribute("data-severity") for one in page.all(".finding") if one.is_displayed()]
    assert set(left) == {"warning"} and len(left) < total
    page.find(".filters [value='error']").click()
    page.find(".filters option[value='SMP301']").click()
    page.frame()
    left = [one.get_attribute("data-code") for one in page.all(".finding") if one.is_displayed()]
    assert left and set(left) == {"SMP301"}
    page.find(".filters [name='text']").send_keys("no such text")
    page.frame()
    assert page.find(".nothing").is_displayed()
    assert page.find(".filters output").text == "0 findings"


def test_findings_stand_by_file_or_by_rule(open_page, report: str) -> None:
    page = open_page(report)
    files = page.texts(".group > summary code")
    assert any(one.endswith("pipeline.py") for one in files)
    page.find(".filters [name='group'] option:last-child").click()
    page.frame()
    rules = page.texts(".group > summary code")
    assert "SMP301" in rules and rules == sorted(rules)
    page.find(".filters [name='group'] option:first-child").click()
    page.frame()
    assert page.texts(".group > summary code") == files


def test_a_finding_shows_its_code_and_leads_to_its_rule(open_page, report: str) -> None:
    page = open_page(report)
    finding = page.find(".finding[data-code='SMP301']")
    assert "^^^" in finding.find_element("css selector", "pre").text
    finding.find_element("css selector", "a[href='#SMP301']").click()
    page.frame()
    rule = page.find("#SMP301")
    assert rule.get_attribute("open") is not None
    assert "dependency-cycle" in rule.text


def test_a_finding_leads_to_its_step_in_the_graph(open_page, report: str) -> None:
    page = open_page(report)
    link = page.find(".finding[data-code='SMP103'] a[href^='#graph']")
    step = link.text.removesuffix(" in the graph")
    link.click()
    page.frame()
    graph = link.get_attribute("href").partition("#")[2].partition("/")[0]
    panel = page.find(f"#{graph} .panel")
    assert panel.find_element("css selector", "h2, h3, h4").text == step
    assert panel.is_displayed()
    assert "SMP103" in panel.text


def test_the_page_scrolls_with_the_wheel(open_page, report: str) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

    page = open_page(report, at="#graph1")
    page.run("document.querySelector('#graph1').scrollIntoView()")
    page.frame()
    before = page.run("return [scrollY, document.querySelector('#graph1 .pane svg').getAttribute('viewBox')]")
    origin = ScrollOrigin.from_element(page.find("#graph1 .pane svg"))
    ActionChains(page.driver).scroll_from_origin(origin, 0, 200).perform()
    page.frame()
    after = page.run("return [scrollY, document.querySelector('#graph1 .pane svg').getAttribute('viewBox')]")
    assert after[0] > before[0] and after[1] == before[1]


@BOTH
def test_axe_finds_no_barrier(open_page, axe: str, report: str, dark: bool) -> None:
    page = open_page(report, dark=dark, size=(1400, 1000))
    page.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for graph in page.all(".viewer"):
        page.run("arguments[0].scrollIntoView()", graph)
        page.frame()
    assert page.violations(axe) == []
    assert [one for one in page.contrasts() if one[1] < 4.5] == []
