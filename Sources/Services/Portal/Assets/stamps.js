// Stamps: a choice takes effect without a reload; the three zoom and move as one; blinking shows them in turn.
"use strict";
(() => {
    const BLINK_MS = 700, STEP = 1.5, MOST = 16;

    // Pictures are asked for anew with the form's values, and the address follows so that it can be shared.
    function choose(figure, form) {
        const choice = new FormData(form);
        const page = new URL(location.href);
        for (const [name, value] of choice) page.searchParams.set(name, value);
        for (const image of figure.querySelectorAll(".stamp img")) {
            const source = new URL(image.src, location.href);
            const factor = Number(choice.get("scale")) / Number(source.searchParams.get("scale"));
            for (const [name, value] of choice) source.searchParams.set(name, value);
            image.src = source.href;
            if (!image.hasAttribute("width") || !(factor > 0)) continue;
            image.width = Math.round(Number(image.getAttribute("width")) * factor);
            image.height = Math.round(Number(image.getAttribute("height")) * factor);
        }
        history.replaceState(null, "", page);
    }

    class View {
        zoom = 1; x = 0; y = 0;
        constructor(figure) {
            this.figure = figure;
            this.frames = [...figure.querySelectorAll(".stamp-view")];
        }

        // Changes the zoom and leaves the point under (x, y), in pixels of the frame, where it is.
        zoomBy(factor, x, y) {
            const zoom = Math.min(MOST, Math.max(1, this.zoom * factor));
            this.move(x - (x - this.x) * zoom / this.zoom, y - (y - this.y) * zoom / this.zoom, zoom);
        }

        // Moves all three by the same part of their size, never beyond an edge.
        move(x, y, zoom = this.zoom) {
            const { width, height } = this.size();
            this.zoom = zoom;
            this.x = Math.min(0, Math.max(x, width * (1 - zoom)));
            this.y = Math.min(0, Math.max(y, height * (1 - zoom)));
            this.figure.classList.toggle("stamps-zoomed", zoom > 1);
            this.figure.style.setProperty("--stamp-zoom", zoom);
            this.figure.style.setProperty("--stamp-x", `${100 * this.x / width}%`);
            this.figure.style.setProperty("--stamp-y", `${100 * this.y / height}%`);
        }

        size() {
            const frame = this.frames.find((each) => each.clientWidth > 0);
            return { width: frame?.clientWidth || 1, height: frame?.clientHeight || 1 };
        }

        listen() {
            for (const frame of this.frames) {
                frame.addEventListener("wheel", (event) => {
                    if (!event.ctrlKey && this.zoom === 1 && event.deltaY > 0) return;
                    event.preventDefault();
                    const box = frame.getBoundingClientRect();
                    const factor = event.deltaY < 0 ? STEP : 1 / STEP;
                    this.zoomBy(factor, event.clientX - box.left, event.clientY - box.top);
                }, { passive: false });
                frame.addEventListener("pointerdown", (event) => {
                    if (this.zoom > 1) { frame.setPointerCapture(event.pointerId); event.preventDefault(); }
                });
                frame.addEventListener("pointermove", (event) => {
                    if (!frame.hasPointerCapture(event.pointerId)) return;
                    this.move(this.x + event.movementX, this.y + event.movementY);
                });
            }
        }
    }

    function button(form, text, label, action) {
        const element = document.createElement("button");
        element.type = "button";
        element.textContent = text;
        element.setAttribute("aria-label", label);
        element.addEventListener("click", () => action(element));
        form.append(element);
        return element;
    }

    function blinker(figure) {
        const stamps = [...figure.querySelectorAll(".stamp")].filter((stamp) => stamp.querySelector("img"));
        let timer = 0, turn = 0;
        const show = () => stamps.forEach((stamp, index) => {
            stamp.classList.toggle("stamp-shown", index === turn % stamps.length);
        });
        return (element) => {
            const begins = !timer;
            clearInterval(timer);
            timer = begins ? setInterval(() => { turn += 1; show(); }, BLINK_MS) : 0;
            show();
            figure.classList.toggle("stamps-blinking", begins);
            element.setAttribute("aria-pressed", String(begins));
        };
    }

    function enhance(figure) {
        const form = figure.querySelector("[data-stamp-controls]");
        const view = new View(figure);
        if (!form || view.frames.length === 0) return;
        form.querySelector("[type=submit]").hidden = true;
        // The address has them, and may have changed since.
        form.querySelectorAll("[type=hidden]").forEach((input) => input.remove());
        form.addEventListener("change", () => { choose(figure, form); view.move(0, 0, 1); });
        form.addEventListener("submit", (event) => { event.preventDefault(); choose(figure, form); });
        const middle = () => { const { width, height } = view.size(); return [width / 2, height / 2]; };
        button(form, "+", "Zoom in", () => view.zoomBy(STEP, ...middle()));
        button(form, "\u2212", "Zoom out", () => view.zoomBy(1 / STEP, ...middle()));
        button(form, "Whole", "Show the whole stamps", () => view.move(0, 0, 1));
        button(form, "Blink", "Show the stamps in turn", blinker(figure)).setAttribute("aria-pressed", "false");
        view.listen();
    }

    document.querySelectorAll("figure[data-stamps]").forEach(enhance);
})();
