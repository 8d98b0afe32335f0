// The findings: those that are asked for, by file or by rule.
const filters = document.querySelector(".filters");

function shown(finding, words, severities, code) {
  if (code && finding.dataset.code !== code) return false;
  if (severities.length && !severities.includes(finding.dataset.severity)) return false;
  const text = finding.textContent.toLowerCase();
  return words.every((word) => text.includes(word));
}

function filter() {
  const asked = new FormData(filters);
  const words = asked.get("text").toLowerCase().split(/\s+/).filter(Boolean);
  const boxes = [...filters.querySelectorAll('[name="severity"]')];
  let count = 0;
  for (const group of document.querySelectorAll(".group")) {
    let left = 0;
    for (const finding of group.querySelectorAll(".finding")) {
      const isShown = boxes.some((box) => box.checked) && shown(finding, words, asked.getAll("severity"), asked.get("code"));
      finding.hidden = !isShown;
      left += Number(isShown);
    }
    group.hidden = left === 0;
    group.querySelector(".count").textContent = left;
    count += left;
  }
  document.querySelector(".nothing").hidden = count > 0;
  filters.querySelector("output").textContent = `${count} ${count === 1 ? "finding" : "findings"}`;
}

// The same findings under other headings; each stays the element it is.
function regroup() {
  const key = filters.elements.group.value === "rule" ? "code" : "file";
  const findings = [...document.querySelectorAll(".finding")];
  if (key === "code") findings.sort((one, other) => one.dataset.code.localeCompare(other.dataset.code));
  else findings.sort((one, other) => one.dataset.place - other.dataset.place);
  const groups = new Map();
  for (const finding of findings) {
    const name = finding.dataset[key];
    if (!groups.has(name)) {
      const head = html("summary", {}, html("code", {}, name), " ", html("span", { class: "count" }));
      groups.set(name, html("details", { class: "group", open: true }, head));
    }
    groups.get(name).append(finding);
  }
  for (const old of document.querySelectorAll(".group")) old.remove();
  filters.after(...groups.values());
  filter();
}

// A link to a rule opens what is told of it.
function open() {
  const rule = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (rule?.matches("details")) {
    rule.open = true;
    rule.scrollIntoView();
  }
}

if (filters) {
  document.querySelectorAll(".finding").forEach((finding, place) => (finding.dataset.place = place));
  filters.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["input", "change"]) filters.addEventListener(kind, filter);
  filters.elements.group.addEventListener("change", regroup);
  filter();
}
addEventListener("hashchange", open);
open();
