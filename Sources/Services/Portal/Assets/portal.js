// Live counters of the landing page. Without this script the page shows the counts as they were when it was made.
(() => {
  "use strict";
  const counters = document.querySelector("[data-live]");
  if (!counters || !window.EventSource) return;
  const thin = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u2009");
  const shown = (name, value) => (name === "alertsPerSecond" ? value.toFixed(1) : thin(value));
  let announced = 0;

  function update(counts) {
    for (const element of counters.querySelectorAll("[data-count]")) {
      element.textContent = shown(element.dataset.count, counts[element.dataset.count]);
    }
    for (const stage of counts.stages) {
      const row = document.querySelector(`[data-stage="${CSS.escape(stage.stage)}"]`);
      for (const cell of row ? row.querySelectorAll("[data-fate]") : []) cell.textContent = thin(stage[cell.dataset.fate]);
    }
    // Once in ten seconds is often enough to be told aloud.
    const now = Date.now();
    const announcer = document.getElementById("announcer");
    if (announcer && now - announced > 10000) {
      announced = now;
      announcer.textContent = `${counts.alerts} alerts, ${counts.objects} objects`;
    }
  }

  const source = new EventSource(counters.dataset.live);
  source.addEventListener("counts", (event) => update(JSON.parse(event.data)));
  window.addEventListener("pagehide", () => source.close());
})();
