// Checks a scenario while it is written. Without this script the button does.
(() => {
  "use strict";
  const text = document.querySelector("textarea[data-check]");
  if (!text) return;
  const verdict = document.getElementById("verdict");
  let timer = 0, asked = 0;

  function element(name, content, className) {
    const made = document.createElement(name);
    made.textContent = content;
    if (className) made.className = className;
    return made;
  }

  function show(check) {
    if (check.isRight) return verdict.replaceChildren(element("p", `Nothing is wrong. ${check.summary}`, "good"));
    const list = element("ol", "", "problems");
    for (const problem of check.problems) {
      const item = element("li", "");
      Object.assign(item.dataset, { line: problem.line, column: problem.column });
      item.append(element("b", `line ${problem.line}, column ${problem.column}`), ` ${problem.message}`);
      list.append(item);
    }
    for (const refusal of check.refusals) list.append(element("li", refusal));
    verdict.replaceChildren(list);
  }

  async function check() {
    const number = ++asked;
    const answer = await fetch(text.dataset.check, {
      method: "POST", headers: { "Content-Type": "application/yaml" }, body: text.value,
    });
    const result = await answer.json();
    if (number !== asked) return;
    if (answer.ok) show(result); else verdict.replaceChildren(element("p", result.error, "note bad"));
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => check().catch(() => {}), 400);
  });

  verdict.addEventListener("click", (event) => {
    const item = event.target.closest("li[data-line]");
    if (!item) return;
    const lines = text.value.split("\n"), line = Number(item.dataset.line) - 1;
    const start = lines.slice(0, line).reduce((sum, other) => sum + other.length + 1, 0);
    text.focus();
    text.setSelectionRange(start + Number(item.dataset.column) - 1, start + (lines[line] ?? "").length);
  });

  const choice = document.querySelector("[data-scenarios]");
  choice.addEventListener("change", async () => {
    const answer = await fetch(`/api/scenarios/${encodeURIComponent(choice.value)}`);
    if (!answer.ok) return;
    text.value = await answer.text();
    await check();
  });
})();
