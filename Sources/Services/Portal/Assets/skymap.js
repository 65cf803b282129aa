// Shows the position under the pointer, and the alert nearest to it, below each map of the sky.
"use strict";
(() => {
    const MIDDLE = { x: 500, y: 260 }, RADIUS = 480, NEAR = 12;
    const degrees = (radians) => radians * 180 / Math.PI;
    const pad = (value, width) => String(value).padStart(width, "0");

    // The inverse of the Hammer projection; null outside the ellipse.
    function place(point, centreRA) {
        const x = (MIDDLE.x - point.x) / RADIUS, y = 2 * (MIDDLE.y - point.y) / RADIUS;
        const squares = x * x + y * y;
        if (squares > 1) return null;
        const depth = Math.sqrt(2 - squares);
        const ra = centreRA + degrees(2 * Math.atan2(x * depth, 1 - squares));
        return { ra: ((ra % 360) + 360) % 360, dec: degrees(Math.asin(Math.max(-1, Math.min(1, y * depth)))) };
    }

    function text({ ra, dec }) {
        const minutes = Math.round(ra * 4) % 1440;
        const hours = `${pad(Math.floor(minutes / 60), 2)}h${pad(minutes % 60, 2)}m`;
        const sign = dec < 0 ? "\u2212" : "+";
        const decimals = `${ra.toFixed(1)}°, ${sign}${Math.abs(dec).toFixed(1)}°`;
        return `RA ${hours}, Dec ${sign}${Math.abs(dec).toFixed(1)}° (${decimals})`;
    }

    function nearest(dots, point) {
        let best = null, least = NEAR * NEAR;
        for (const dot of dots) {
            const distance = (dot.x - point.x) ** 2 + (dot.y - point.y) ** 2;
            if (distance < least) { best = dot; least = distance; }
        }
        return best;
    }

    // A line of text below a map that has none.
    function line(svg) {
        const readout = document.createElement("p");
        readout.className = "sky-readout";
        svg.after(readout);
        return readout;
    }

    function enhance(svg) {
        const readout = svg.closest("figure")?.querySelector("[data-sky-readout]") ?? line(svg);
        const centreRA = Number(svg.dataset.centreRa);
        const read = () => [...svg.querySelectorAll(".sky-dots circle")].map((circle) => ({
            x: circle.cx.baseVal.value, y: circle.cy.baseVal.value, title: circle.textContent,
        }));
        let dots = read();
        svg.addEventListener("sky-change", () => { dots = read(); });
        const rest = "Point at the map to read a position.";
        readout.hidden = false;
        readout.textContent = rest;
        svg.addEventListener("pointermove", (event) => {
            const matrix = svg.getScreenCTM();
            if (!matrix) return;
            const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
            const sky = place(point, centreRA);
            const cell = event.target.closest(".sky-cells path")?.textContent;
            const alert = nearest(dots, point)?.title ?? cell;
            readout.textContent = sky ? text(sky) + (alert ? ` — ${alert}` : "") : rest;
        });
        svg.addEventListener("pointerleave", () => { readout.textContent = rest; });
    }

    document.querySelectorAll("svg[data-skymap]").forEach(enhance);
})();
