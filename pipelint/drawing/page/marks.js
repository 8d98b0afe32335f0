// What marks say: a sign, a word, and which of several counts most, in the order of the picture.
const SIGNS = JSON.parse(document.querySelector('[data-name="signs"]')?.textContent ?? "{}");
const KINDS = Object.keys(SIGNS);

const signOf = (kind) => SIGNS[kind] ?? "•";
const wordOf = (kind) => kind.replace("_", " ");
const worst = (marks) => [...marks].sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))[0] ?? null;

// "2 errors, 1 warning"
function counted(marks) {
  const words = [];
  for (const kind of KINDS) {
    const count = marks.filter((mark) => mark.kind === kind).length;
    if (count) words.push(count === 1 ? wordOf(kind) : `${count} × ${wordOf(kind)}`);
  }
  return words.join(", ");
}

const chip = (mark) => {
  const seen = html("span", { "aria-hidden": "true" }, signOf(mark.kind));
  return html("span", { class: "chip", "data-kind": mark.kind }, seen, ` ${wordOf(mark.kind)}`);
};

const sign = (mark) => {
  const word = wordOf(mark.kind);
  const told = { class: "chip", "data-kind": mark.kind, role: "img", "aria-label": word, title: mark.text };
  return html("span", told, signOf(mark.kind));
};
