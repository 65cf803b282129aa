// Light curves: read-out, zoom, bands that can be hidden, axes changed without a new page. The drawing is whole without it.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const PLOT = { left: 78, top: 14, width: 906, height: 354, base: 368 };
  const TAI_UTC = 37; // seconds, since 2017; only for labels drawn while zooming

  function step(span, count) {
    const rough = Math.max(span, 1e-9) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const factor = rough / power;
    return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
  }

  function roundTicks(low, high, count) {
    const by = step(high - low, count);
    const digits = Math.max(0, -Math.floor(Math.log10(by) + 1e-9));
    const ticks = [];
    for (let k = Math.ceil(low / by); k * by <= high && ticks.length < 50; k++) ticks.push([k * by, (k * by).toFixed(digits)]);
    return ticks;
  }

  // Seconds: the same as CurveCalendar has.
  const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200].concat(
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4].map((days) => days * 86400));

  // As much of a time as tells marks `seconds` apart from each other.
  function calendar(iso, seconds) {
    if (seconds > 86399) return iso.slice(0, 10);
    const length = seconds > 59.9 ? 16 : seconds > 0.99 ? 19 : seconds > 0.099 ? 21 : 22;
    return iso.slice(5, length).replace("T", " ");
  }

  function timeTicks(axis, low, high) {
    const shift = TAI_UTC / 86400;
    if (axis === "tai") return roundTicks(low, high, 7);
    if (axis === "jd") return roundTicks(low - shift + 2400000.5, high - shift + 2400000.5, 7).map(([t, s]) => [t + shift - 2400000.5, s]);
    const by = (STEPS.find((s) => ((high - low) * 86400) / s <= 7) || 5e4 * 86400) / 86400;
    const ticks = [];
    for (let k = Math.ceil((low - shift) / by); k * by <= high - shift && ticks.length < 50; k++) {
      const iso = new Date(Math.round((k * by - 40587) * 86400000)).toISOString();
      ticks.push([k * by + shift, calendar(iso, by * 86400)]);
    }
    return ticks;
  }

  class Curve {
    constructor(figure) {
      this.figure = figure;
      this.hidden = new Set();
      this.points = [];
      this.turn = 0;
      this.wanted = { unit: this.current("unit"), axis: this.current("axis") };
      // The page may show an alert that its address does not name.
      this.chosen = figure.querySelector(".point.shown")?.dataset.id ?? new URL(location.href).searchParams.get("alert");
      this.tools();
      this.adopt();
    }

    // Takes the drawing that the server made.
    adopt() {
      this.told = null;
      this.points = [];
      this.svg = this.figure.querySelector("svg.curve");
      if (!this.svg) return;
      const d = this.svg.dataset;
      this.unit = d.unit;
      this.axis = d.axis;
      this.per = +d.per; // nJy in a unit of the flux axis
      this.home = { t0: +d.t0, t1: +d.t1, v0: +d.v0, v1: +d.v1 };
      this.window = { ...this.home };
      this.points = [...this.svg.querySelectorAll("g.point")].map((g) => ({
        g, mark: g.querySelector(".mark"), bar: g.querySelector(".bar"), band: g.dataset.band,
        t: +g.dataset.t, v: +g.dataset.v, low: +g.dataset.low, high: +g.dataset.high,
      }));
      this.svg.setAttribute("tabindex", "0");
      this.keys();
      this.listen();
      this.showBands();
      this.reveal();
    }

    // On a narrow screen the drawing is wider than its frame: begin with the alert shown, or the newest point, in view.
    reveal() {
      const frame = this.svg.closest(".scroller");
      const point = this.svg.querySelector(".point.shown") ?? this.points.reduce((a, b) => (!a || b.t > a.t ? b : a), null)?.g;
      if (!frame || !point || frame.scrollWidth <= frame.clientWidth) return;
      const place = point.getBoundingClientRect();
      frame.scrollLeft += place.left + place.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
    }

    // The bands of the legend become buttons.
    keys() {
      for (const item of this.figure.querySelectorAll("li.band-key")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "band-key";
        button.dataset.band = item.dataset.band;
        button.append(...item.childNodes);
        item.className = "";
        item.append(button);
      }
    }

    tools() {
      const bar = document.createElement("div");
      bar.className = "curve-tools";
      for (const [text, name, act] of [
        ["+", "Zoom in", () => this.zoom(0.6)], ["−", "Zoom out", () => this.zoom(1 / 0.6)], ["All", "Show all", () => this.reset()],
      ]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.setAttribute("aria-label", name);
        button.addEventListener("click", () => { if (this.svg) act(); });
        bar.append(button);
      }
      this.output = document.createElement("output");
      this.output.textContent = "Point at a mark, or step through them with n and p; arrows move, + and − zoom, 0 shows all.";
      bar.append(this.output);
      this.figure.prepend(bar);
      for (const toggle of this.figure.parentElement.querySelectorAll(".toggle")) {
        toggle.addEventListener("click", (event) => this.change(event, toggle));
      }
      this.figure.addEventListener("click", (event) => {
        const key = event.target.closest(".band-key");
        if (key) this.toggleBand(key);
      });
    }

    // Another unit or time scale: the same figure, drawn anew by the server.
    async change(event, toggle) {
      event.preventDefault();
      const name = toggle.dataset.unit ? "unit" : "axis";
      this.wanted[name] = toggle.dataset[name];
      const address = new URL(this.figure.dataset.src, location.href);
      for (const key of Object.keys(this.wanted)) address.searchParams.set(key, this.wanted[key]);
      if (this.chosen) address.searchParams.set("alert", this.chosen);
      const turn = ++this.turn;
      const text = await fetch(address).then((answer) => (answer.ok ? answer.text() : null), () => null);
      if (turn !== this.turn) return; // another choice was made meanwhile
      if (text === null) { location.href = toggle.href; return; } // the page itself says what is wrong
      const tools = this.figure.querySelector(".curve-tools");
      this.figure.innerHTML = text;
      this.figure.prepend(tools);
      for (const other of this.figure.parentElement.querySelectorAll(".toggle")) {
        const kind = other.dataset.unit ? "unit" : "axis";
        if (other.dataset[kind] === this.wanted[kind]) other.setAttribute("aria-current", "true");
        else other.removeAttribute("aria-current");
      }
      this.adopt();
      this.share();
    }

    // The address of what is seen, for others; the links of the page keep it too.
    share() {
      const address = new URL(location.href);
      for (const key of Object.keys(this.wanted)) if (this.wanted[key]) address.searchParams.set(key, this.wanted[key]);
      history.replaceState(history.state, "", address);
      for (const link of document.querySelectorAll(".toggle, .pages a")) {
        const target = new URL(link.href);
        for (const key of Object.keys(this.wanted)) {
          if (this.wanted[key] && link.dataset[key] === undefined) target.searchParams.set(key, this.wanted[key]);
        }
        link.href = target.href;
      }
    }

    // The unit or axis that the page says is on, also where there is no drawing.
    current(name) {
      return this.figure.parentElement.querySelector(`.toggle[data-${name}][aria-current]`)?.dataset[name] ?? "";
    }

    toggleBand(key) {
      const band = key.dataset.band;
      if (this.hidden.has(band)) this.hidden.delete(band); else this.hidden.add(band);
      this.showBands();
    }

    showBands() {
      for (const key of this.figure.querySelectorAll(".band-key")) key.setAttribute("aria-pressed", String(!this.hidden.has(key.dataset.band)));
      for (const point of this.points) point.g.toggleAttribute("hidden", this.hidden.has(point.band));
    }

    x(t) { return PLOT.left + ((t - this.window.t0) / (this.window.t1 - this.window.t0)) * PLOT.width; }
    y(v) {
      const share = (v - this.window.v0) / (this.window.v1 - this.window.v0);
      return PLOT.top + (this.unit === "magnitude" ? share : 1 - share) * PLOT.height;
    }

    draw() {
      for (const p of this.points) {
        const x = this.x(p.t);
        p.mark.setAttribute("transform", `translate(${x.toFixed(2)} ${this.y(p.v).toFixed(2)})`);
        if (!p.bar) continue;
        p.bar.setAttribute("x1", x);
        p.bar.setAttribute("x2", x);
        p.bar.setAttribute("y1", this.y(p.low));
        p.bar.setAttribute("y2", this.y(p.high));
      }
      this.drawTicks();
    }

    drawTicks() {
      const times = this.svg.querySelector(".times");
      const values = this.svg.querySelector(".values");
      times.replaceChildren();
      values.replaceChildren();
      const right = PLOT.left + PLOT.width;
      for (const [t, text] of timeTicks(this.axis, this.window.t0, this.window.t1)) {
        const x = this.x(t);
        this.tick(times, { class: "grid", x1: x, x2: x, y1: PLOT.top, y2: PLOT.base }, { x, y: PLOT.base + 18, "text-anchor": "middle" }, text);
      }
      for (const [v, text] of roundTicks(this.window.v0 / this.per, this.window.v1 / this.per, 6)) {
        const y = this.y(v * this.per);
        const rule = { class: v === 0 && this.unit === "flux" ? "zero" : "grid", x1: PLOT.left, x2: right, y1: y, y2: y };
        this.tick(values, rule, { x: PLOT.left - 8, y: y + 4, "text-anchor": "end" }, text);
      }
    }

    tick(group, line, label, text) {
      const rule = document.createElementNS(SVG, "line");
      for (const key of Object.keys(line)) rule.setAttribute(key, line[key]);
      const word = document.createElementNS(SVG, "text");
      for (const key of Object.keys(label)) word.setAttribute(key, label[key]);
      word.textContent = text;
      group.append(rule, word);
    }

    zoom(factor, at) {
      const w = this.window;
      const centre = at || { t: (w.t0 + w.t1) / 2, v: (w.v0 + w.v1) / 2 };
      if ((w.t1 - w.t0) * factor < 1e-4 || (w.t1 - w.t0) * factor > (this.home.t1 - this.home.t0) * 4) return;
      this.window = {
        t0: centre.t - (centre.t - w.t0) * factor, t1: centre.t + (w.t1 - centre.t) * factor,
        v0: centre.v - (centre.v - w.v0) * factor, v1: centre.v + (w.v1 - centre.v) * factor,
      };
      this.draw();
    }

    pan(dt, dv) {
      const w = this.window;
      const [t, v] = [(w.t1 - w.t0) * dt, (w.v1 - w.v0) * dv];
      this.window = { t0: w.t0 + t, t1: w.t1 + t, v0: w.v0 + v, v1: w.v1 + v };
      this.draw();
    }

    reset() {
      this.window = { ...this.home };
      this.draw();
    }

    // The place under the pointer, in drawing units.
    place(event) {
      const box = this.svg.getBoundingClientRect();
      return { x: ((event.clientX - box.left) / box.width) * 1000, y: ((event.clientY - box.top) / box.height) * 420 };
    }

    listen() {
      const svg = this.svg;
      svg.addEventListener("wheel", (event) => {
        if (!event.ctrlKey && !event.shiftKey && document.activeElement !== svg) return; // a page scrolls past it
        event.preventDefault();
        const { x, y } = this.place(event);
        const w = this.window;
        const share = (y - PLOT.top) / PLOT.height;
        const v = w.v0 + (this.unit === "magnitude" ? share : 1 - share) * (w.v1 - w.v0);
        this.zoom(event.deltaY < 0 ? 0.8 : 1.25, { t: w.t0 + ((x - PLOT.left) / PLOT.width) * (w.t1 - w.t0), v });
      }, { passive: false });
      let held = null;
      svg.addEventListener("pointerdown", (event) => { held = this.place(event); svg.focus({ preventScroll: true }); });
      svg.addEventListener("pointermove", (event) => {
        const here = this.place(event);
        if (held && event.buttons & 1) {
          const sign = this.unit === "magnitude" ? -1 : 1;
          this.pan((held.x - here.x) / PLOT.width, (sign * (here.y - held.y)) / PLOT.height);
          held = here;
        } else {
          this.tell(this.nearest(here));
        }
      });
      svg.addEventListener("pointerup", () => { held = null; });
      svg.addEventListener("keydown", (event) => this.key(event));
    }

    key(event) {
      const up = this.unit === "magnitude" ? -0.1 : 0.1;
      const acts = {
        ArrowLeft: () => this.pan(-0.1, 0), ArrowRight: () => this.pan(0.1, 0), ArrowUp: () => this.pan(0, up),
        ArrowDown: () => this.pan(0, -up), "+": () => this.zoom(0.7), "=": () => this.zoom(0.7), "-": () => this.zoom(1 / 0.7),
        0: () => this.reset(), n: () => this.next(1), p: () => this.next(-1),
      };
      const act = acts[event.key];
      if (!act || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      act();
    }

    next(by) {
      const seen = this.points.filter((p) => !this.hidden.has(p.band));
      if (!seen.length) return;
      const at = seen.indexOf(this.told);
      this.tell(at < 0 ? seen.at(by < 0 ? -1 : 0) : seen[(at + by + seen.length) % seen.length]);
    }

    nearest({ x, y }) {
      let best = null;
      let least = 24 * 24;
      for (const p of this.points) {
        if (this.hidden.has(p.band)) continue;
        const distance = (this.x(p.t) - x) ** 2 + (this.y(p.v) - y) ** 2;
        if (distance < least) [least, best] = [distance, p];
      }
      return best;
    }

    tell(point) {
      if (!point || point === this.told) return;
      this.told?.g.classList.remove("near");
      point.g.classList.add("near");
      this.told = point;
      this.output.textContent = `${point.g.dataset.words} · MJD TAI ${point.t.toFixed(5)} · JD UTC ${point.g.dataset.jd}`
        + (point.g.dataset.id ? ` · ${point.g.dataset.id}` : "");
    }
  }

  for (const figure of document.querySelectorAll("figure.lightcurve")) new Curve(figure);
})();
