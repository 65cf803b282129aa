"""A person's way through the simulator's service in a headless Chromium: python simulator_browser.py BASE_URL FOLDER

A run is started by the form, watched, paused, changed, resumed, stopped and scored. Screenshots go to FOLDER.
"""
import pathlib
import re
import sys

from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from visitor import WIDTHS, Visitor  # noqa: E402

Visitor.base, Visitor.output = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2])
POPULATIONS = ("stars", "variables", "galaxies", "agn", "transients", "solar-system")


def fill_in(page, **fields):
    """A night that lasts: artefacts alone, at twenty times the survey's pace."""
    wanted = {"visits": "400", "pace": "20", "historyNights": "1", "alertsPerVisit": "40", "transport-to": "seen",
              "transport-partitions": "2", **fields}
    for name, value in wanted.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=stamps]").select_option("off")
    page.locator("[name=fault]").select_option("drop")
    page.locator("[name=fault-probability]").fill("0.25")
    page.locator("[name=populations]").check()
    for population in POPULATIONS:
        page.locator(f"[name=population-{population}]").uncheck()


def number(page, name):
    return int(re.sub(r"\D", "", page.locator(f"[data-count={name}]").inner_text()) or 0)


def grows(page, name, above):
    page.wait_for_function(
        """([name, above]) =>
           Number(document.querySelector(`[data-count=${name}]`).textContent.replace(/\\D/g, '')) > above""",
        arg=[name, above], timeout=60_000)


def wrong_scenario(browser):
    visitor = Visitor(browser)
    page = visitor.go("/new")
    page.locator("#yaml").fill("name: x\nspan:\n  visitz: 2\n")
    expect(page.locator(".problems li").first).to_contain_text("line 3, column 3", timeout=20_000)
    page.locator(".problems li").first.click()
    visitor.look("new-wrong")
    visitor.done()


def start(browser):
    """Gives the tab with the run's page."""
    visitor = Visitor(browser)
    page = visitor.go("/new")
    fill_in(page, name="by-hand")
    page.get_by_role("button", name="Put into the text, and check").click()
    expect(page.locator("#verdict")).to_contain_text("Nothing is wrong")
    assert "alerts-per-visit: 40" in page.locator("#yaml").input_value(), page.locator("#yaml").input_value()
    visitor.look("new")
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/runs/by-hand-*")
    return visitor


def watch(visitor):
    page = visitor.page
    grows(page, "sent", 0)
    page.evaluate("window.sameDocument = true")
    grows(page, "sent", number(page, "sent"))
    grows(page, "visits", number(page, "visits"))
    page.wait_for_function("document.querySelectorAll('.sky-dots circle, .sky-dots path').length > 1", timeout=60_000)
    assert page.evaluate("window.sameDocument") is True, "the counters move without the page being loaded again"
    expect(page.locator("figure.skymap figcaption")).to_contain_text(re.compile(r"The newest \d+ visits"))
    assert number(page, "withheld") > 0
    visitor.look("run")


def pause_change_resume(visitor):
    page = visitor.page
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-state]")).to_have_text("paused")
    page.wait_for_timeout(1500)
    before = number(page, "sent")
    page.wait_for_timeout(1500)
    assert number(page, "sent") == before, "a paused run sends nothing"
    form = page.locator("form.fault").first
    form.locator("input[type=number]").fill("0.5")
    form.get_by_role("button", name="Change").click()
    expect(form.locator("[role=status]")).to_have_text("changed")
    visitor.look("paused")
    page.get_by_role("button", name="Resume").click()
    expect(page.locator("[data-state]")).to_have_text("running")
    grows(page, "sent", before)


def stop_and_score(visitor):
    page = visitor.page
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-state]")).to_have_text("stopped", timeout=60_000)
    expect(page.locator(".lead")).to_contain_text("1 changes by hand")
    sent, withheld = number(page, "sent"), number(page, "withheld")
    visitor.look("stopped")
    page.get_by_role("link", name="Score").click()
    expect(page.locator("h1")).to_contain_text("Score of by-hand-1")
    facts = dict(zip(page.locator("dt").all_inner_texts(), page.locator("dd").all_inner_texts()))
    digits = {name: int(re.sub(r"\D", "", value) or -1) for name, value in facts.items()}
    assert digits["received"] == digits["expected"] == sent and digits["missing"] == 0, (facts, sent)
    assert digits["issued"] == sent + withheld, (facts, sent, withheld)
    expect(page.locator(".tag").first).to_have_text("all that it could")
    visitor.look("score")
    page.locator("[name=ids]").fill("12345\n")
    page.get_by_role("button", name="Compare").last.click()
    expect(page.locator(".tag.bad").first).to_have_text("not all that it could")
    visitor.done()


def every_width_and_scheme(browser):
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            visitor = Visitor(browser, scheme, width)
            for step, path in (("runs", "/"), ("new", "/new"), ("run-over", "/runs/by-hand-1"),
                               ("score", "/runs/by-hand-1/score")):
                page = visitor.go(path)
                assert page.locator("h1").count() == 1 and page.locator("main").count() == 1
                visitor.look(step)
            visitor.done()


def without_script(browser):
    visitor = Visitor(browser, script=False)
    page = visitor.go("/new")
    fill_in(page, name="plain")
    page.get_by_role("button", name="Start").last.click()
    page.wait_for_url("**/runs/plain-*")
    for _ in range(40):
        page.reload()
        if number(page, "sent") > 0:
            break
        page.wait_for_timeout(500)
    assert number(page, "sent") > 0 and page.locator("svg").count() > 0
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-state]")).to_have_text("paused")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Stop").click()
    visitor.done()


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        wrong_scenario(browser)
        visitor = start(browser)
        for step in (watch, pause_change_resume, stop_and_score):
            step(visitor)
            print(f"ok   {step.__name__.replace('_', ' ')}", flush=True)
        for step in (every_width_and_scheme, without_script):
            step(browser)
            print(f"ok   {step.__name__.replace('_', ' ')}", flush=True)
        browser.close()


main()
