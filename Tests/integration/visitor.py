"""A browser tab that remembers what went wrong in it, for tests of pages."""
WIDTHS = {"wide": {"width": 1600, "height": 1000}, "narrow": {"width": 400, "height": 800}}


class Visitor:
    """Fails on any console error, failed request or page wider than its window; keeps a screenshot of each step."""
    base = output = None

    def __init__(self, browser, scheme="light", width="wide", script=True):
        self.context = browser.new_context(
            viewport=WIDTHS[width], color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.name = f"{width}-{scheme}{'' if script else '-noscript'}"
        self.troubles = []
        self.page.on("console", lambda m: self.troubles.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.troubles.append(f"page error: {e}"))
        self.page.on("response", lambda r: self.troubles.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        # A request that is cut off because the visitor has gone on to another page did not fail.
        self.page.on("requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else self.troubles.append(f"{r.failure} {r.url}"))

    def go(self, path):
        self.page.goto(self.base + path, wait_until="load")
        return self.page

    def look(self, step):
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{self.name} {step}: the page is {overflow} px wider than its window"
        self.page.screenshot(path=str(self.output / f"{step}-{self.name}.png"), full_page=True)

    def done(self):
        self.context.close()
        assert not self.troubles, f"{self.name}: " + "; ".join(self.troubles)
