"""A person's way through the portal in a headless Chromium: python portal_browser.py BASE_URL SCREENSHOT_FOLDER

Fails on any console error, failed request or page wider than its window; keeps a screenshot of each step.
"""
import json
import pathlib
import re
import sys
import urllib.request

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from visitor import WIDTHS, Visitor  # noqa: E402

BASE, OUTPUT = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2])
Visitor.base, Visitor.output = BASE, OUTPUT


def api(path):
    with urllib.request.urlopen(BASE + path, timeout=20) as answer:
        return json.load(answer)


def best_object():
    """The object with the longest light curve."""
    return api("/api/v1/objects?sort=detections&order=desc&limit=1")["objects"][0]["id"]


def count_points(page):
    return page.locator("figure.lightcurve g.point").count()


def expected_points(identifier):
    curve = api(f"/api/v1/objects/{identifier}/lightcurve")
    flux = sum(1 for kind in ("detections", "forced") for point in curve[kind] if point["psfFlux"] is not None)
    return flux + len(curve["upperLimits"])


def walk(browser):
    visitor = Visitor(browser)
    page = visitor.go("/")
    assert page.locator("h1").inner_text() == "Tonight"
    before = page.locator("[data-count=alerts]").inner_text()
    assert re.sub(r"\D", "", before) == str(api("/api/v1/status")["alerts"]), before
    assert page.locator("figure.skymap svg").count() == 1
    look_alike = {}
    for band in page.locator("g.sky-dots").all():
        name = band.get_attribute("class").split("band-")[-1]
        look_alike[name] = band.locator("circle").first.evaluate("e => getComputedStyle(e).fill")
    assert len(set(look_alike.values())) == len(look_alike) > 1, f"dots of the sky map by band: {look_alike}"
    visitor.look("landing")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Objects").click()
    rows = page.locator("table.objects tbody tr").count()
    assert rows == min(50, api("/api/v1/objects?limit=1")["total"]), rows
    visitor.look("objects")
    page.get_by_role("link", name=re.compile("latest mag")).click()
    assert page.locator("[aria-sort=ascending]").count() == 1
    page.locator("table.objects tbody tr a").first.click()
    assert "/objects/" in page.url
    page.locator(".quick input").fill(best_object())
    page.get_by_role("button", name="Find").click()
    assert page.url.endswith(best_object()), page.url
    visitor.look("object")
    visitor.done()


def light_curve(browser):
    identifier = best_object()
    visitor = Visitor(browser)
    page = visitor.go(f"/objects/{identifier}")
    wanted = expected_points(identifier)
    assert count_points(page) == wanted > 1, f"{count_points(page)} points are drawn, {wanted} are known"
    page.locator("figure.lightcurve g.point").first.hover(force=True)
    page.get_by_text("magnitude, AB", exact=True).click()
    page.wait_for_load_state("load")
    page.wait_for_timeout(400)
    assert 0 < count_points(page) <= wanted
    visitor.look("object-magnitudes")
    assert "unit=magnitude" in page.url, f"the choice is not in the address {page.url}"
    page.get_by_text("UTC", exact=True).first.click()
    page.wait_for_url(lambda address: "axis=utc" in address and "unit=magnitude" in address)
    for _ in range(60):
        page.locator("figure.lightcurve").get_by_role("button", name="Zoom in").click()
        labels = page.locator("figure.lightcurve .times text").all_text_contents()
        assert len(set(labels)) == len(labels) >= 2, f"labels of the time axis: {labels}"
    assert re.fullmatch(r"\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", labels[0]), labels
    visitor.look("object-zoomed")
    page.reload()
    assert page.locator("svg.curve[data-unit=magnitude][data-axis=utc]").count() == 1
    key = page.locator("figure.lightcurve").get_by_role("button", name=re.compile(r"^[ugrizy] \d+$")).first
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert page.locator("g.point[hidden]").count() > 0
    visitor.done()


def three_stamps(page):
    """The pictures of an object's page, which are all there."""
    images = page.locator("figure.stamps img")
    sizes = images.evaluate_all("all => all.map(i => i.naturalWidth)")
    assert len(sizes) == 3 and all(size > 0 for size in sizes), f"stamps: {sizes}"
    return images


def stamps(browser):
    identifier = best_object()
    visitor = Visitor(browser)
    page = visitor.go(f"/objects/{identifier}")
    three_stamps(page)
    assert not page.locator("figure.stamps button[type=submit]").is_visible(), "a button that does nothing is shown"
    visitor.done()


def lsst_object():
    """An object of a survey whose stamps are FITS images."""
    return api("/api/v1/objects?survey=LSST&sort=detections&order=desc&limit=1")["objects"][0]["id"]


def fits_stamps(browser):
    identifier = lsst_object()
    visitor = Visitor(browser)
    page = visitor.go(f"/objects/{identifier}")
    images = three_stamps(page)
    assert page.locator("figure.stamps svg.compass").count() == 3, "arrows to north and east"
    before = images.first.get_attribute("src")
    page.locator("select[name=stretch]").select_option("log")
    page.wait_for_timeout(400)
    assert "stretch=log" in images.first.get_attribute("src") != before
    assert "stretch=log" in page.url, page.url
    assert images.first.evaluate("i => i.complete && i.naturalWidth > 0"), "the stretched stamp"
    address = page.get_by_role("link", name="FITS stamps").get_attribute("href")
    with urllib.request.urlopen(BASE + address, timeout=20) as answer:
        assert answer.read(9) == b"SIMPLE  =", address
    visitor.look("fits-stamps")
    visitor.done()


def fits_stamps_without_script(browser):
    identifier = lsst_object()
    visitor = Visitor(browser, script=False)
    page = visitor.go(f"/objects/{identifier}?unit=magnitude&axis=utc")
    alert = re.search(r"\d+", page.locator("#alert-title").inner_text())[0]
    page = visitor.go(f"/objects/{identifier}?unit=magnitude&axis=utc&alert={alert}")
    page.locator("select[name=stretch]").select_option("sqrt")
    page.locator("figure.stamps button[type=submit]").click()
    for wanted in ("stretch=sqrt", "unit=magnitude", "axis=utc", f"alert={alert}"):
        assert wanted in page.url, f"{wanted} is lost: {page.url}"
    visitor.done()


def cone(browser):
    target = api(f"/api/v1/objects/{best_object()}")
    visitor = Visitor(browser)
    page = visitor.go("/objects")
    page.locator("form.filters input[name=position]").fill(f"{target['ra']:.6f} {target['dec']:+.6f}")
    page.locator("form.filters input[name=radius]").fill("10")
    page.get_by_role("button", name="Show").click()
    assert page.locator("table.objects tbody tr").count() >= 1
    assert target["id"] in page.locator("table.objects tbody tr").first.inner_text()
    visitor.look("cone")
    visitor.done()


def every_width_and_scheme(browser):
    identifier = best_object()
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            for step, path in (("landing", "/"), ("objects", "/objects"), ("object", f"/objects/{identifier}"),
                               ("quarantine", "/quarantine"), ("about", "/about")):
                visitor = Visitor(browser, scheme, width)
                visitor.go(path)
                visitor.look(step)
                visitor.done()


def without_script(browser):
    identifier = best_object()
    visitor = Visitor(browser, script=False)
    page = visitor.go(f"/objects/{identifier}")
    assert page.locator("figure.lightcurve g.point").count() == expected_points(identifier)
    assert page.locator("figure.lightcurve button").count() == 0, "a button that needs a script is shown without one"
    page.screenshot(path=str(OUTPUT / "object-noscript.png"), full_page=True)
    page.get_by_text("magnitude, AB", exact=True).click()
    assert "unit=magnitude" in page.url
    visitor.go("/objects?sort=detections&order=desc")
    assert page.locator("table.objects tbody tr").count() > 0
    visitor.done()


def by_keyboard(browser):
    visitor = Visitor(browser)
    page = visitor.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    for path in ("/", "/objects", f"/objects/{best_object()}"):
        visitor.go(path)
        nameless = page.evaluate(
            """[...document.querySelectorAll('a, button, input, select')].filter(e => !e.hidden && e.type !== 'hidden' &&
               !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || e.title ||
                 e.querySelector?.('img[alt], title'))).map(e => e.outerHTML.slice(0, 120))""")
        assert not nameless, f"{path}: no name for a screen reader: {nameless}"
        assert page.locator("h1").count() == 1 and page.locator("main").count() == 1
    visitor.done()


def not_found(browser):
    page = browser.new_page()
    answer = page.goto(BASE + "/objects/ZTF99zzzzzzz")
    assert answer.status == 404 and page.locator("main a").count() >= 2
    assert page.goto(BASE + "/objects?radius=no").status == 400
    page.close()


def main():
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for step in (walk, light_curve, stamps, fits_stamps, fits_stamps_without_script, cone, every_width_and_scheme,
                     without_script, by_keyboard, not_found):
            step(browser)
            print(f"ok   {step.__name__.replace('_', ' ')}", flush=True)
        browser.close()


main()
