// A run as it goes on. Without this script the page is asked for again every few seconds.
(() => {
  "use strict";
  const thin = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u2009");
  function size(bytes) {
    const units = ["B", "kB", "MB", "GB", "TB"];
    let unit = 0;
    while (bytes >= 1000 && unit < units.length - 1) { bytes /= 1000; unit += 1; }
    return `${bytes.toFixed(unit ? 1 : 0)}\u2009${units[unit]}`;
  }
  const shown = (name, value) => (name === "perSecond" ? value.toFixed(1) : name === "bytes" ? size(value) : thin(value));
  const counters = document.querySelector("[data-run]");
  const lanes = [...document.querySelectorAll(".lanes tbody tr")];
  let visits = -1, announced = 0;

  async function drawSky(address) {
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(".sky-dots"), svg = document.querySelector("svg[data-skymap]");
    const old = svg && svg.querySelector(".sky-dots");
    if (!fresh || !old) return;
    old.replaceWith(document.adoptNode(fresh));
    const note = page.querySelector("desc"), caption = svg.parentNode.querySelector("figcaption");
    if (note && caption) svg.querySelector("desc").textContent = caption.textContent = note.textContent;
    svg.dispatchEvent(new Event("sky-change"));
  }

  function update(run) {
    for (const element of counters.querySelectorAll("[data-count]")) {
      element.textContent = shown(element.dataset.count, run.counts[element.dataset.count]);
    }
    // A lane appears when the run's first counters do.
    if (run.counts.lanes.length !== lanes.length) return location.reload();
    run.counts.lanes.forEach((lane, index) => {
      for (const cell of lanes[index].querySelectorAll("[data-lane]")) {
        cell.textContent = shown(cell.dataset.lane, lane[cell.dataset.lane]);
      }
    });
    const state = document.querySelector("[data-state]");
    if (state.textContent !== run.state) return location.reload();
    if (run.counts.visits !== visits) {
      visits = run.counts.visits;
      drawSky(counters.dataset.sky).catch(() => {});
    }
    if (run.counts.issued > 0) document.querySelector("[data-planning]")?.remove();
    const announcer = document.getElementById("announcer");
    if (Date.now() - announced > 15000) {
      announced = Date.now();
      announcer.textContent = `${run.counts.visits} visits, ${run.counts.sent} copies sent`;
    }
  }

  if (counters && window.EventSource) {
    const source = new EventSource(counters.dataset.run);
    source.addEventListener("run", (event) => update(JSON.parse(event.data)));
    window.addEventListener("pagehide", () => source.close());
  }

  // Probabilities matter by their size, from one in a hundred thousand to always; the left end is never.
  const toPlace = (probability) => (probability <= 1e-5 ? (probability > 0 ? 1 : 0) : Math.round(1000 + 200 * Math.log10(probability)));
  const toProbability = (place) => (place <= 0 ? 0 : Number((10 ** ((place - 1000) / 200)).toPrecision(2)));

  // "lasts: 2 min, bits: 3" as an object.
  const more = (line) => Object.fromEntries(line.split(",").filter((part) => part.trim())
    .map((part) => [part.split(":")[0].trim(), part.split(":").slice(1).join(":").trim()]));

  for (const form of document.querySelectorAll("[data-fault]")) {
    const number = form.elements.probability, status = form.querySelector("[role=status]");
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 1000, value: toPlace(Number(number.value)), ariaLabel: number.ariaLabel });
    number.before(slider);
    slider.addEventListener("input", () => { number.value = toProbability(Number(slider.value)); });
    number.addEventListener("input", () => { slider.value = toPlace(Number(number.value)); });
    async function send(event) {
      event.preventDefault();
      if (!form.reportValidity()) return;
      status.textContent = "…";
      const answer = await fetch(form.dataset.fault, {
        method: "PATCH", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ probability: Number(number.value), ...more(form.elements.more.value) }),
      });
      status.textContent = answer.ok ? "changed" : (await answer.json()).error;
      if (answer.ok) form.elements.more.value = "";
    }
    form.addEventListener("submit", send);
    slider.addEventListener("change", send);
  }
})();
