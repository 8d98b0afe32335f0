// What the keyboard does. A page of one graph listens everywhere, a page of several to the one that has the focus.
const STEP_OF_PAN = 80; // pixels
const KEYS = [
  ["Click, Enter", "tell all of a step"],
  ["← ↑ → ↓", "to the next step that way, along the arrows"],
  ["/", "search; Enter to the next hit, Shift + Enter back"],
  ["+  −  0", "zoom in, zoom out, the whole graph"],
  ["Drag, wheel", "move, zoom (with Ctrl where the page scrolls)"],
  ["Shift + ← ↑ → ↓", "move"],
  ["1 … 9", "one run alone"],
  ["Esc", "close"],
];

function listenToKeys(viewer) {
  (viewer.isAlone ? document : viewer.root).addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea, dialog *")) return;
    const deed = deedOf(viewer, event);
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}

function deedOf(viewer, event) {
  const { key, target } = event;
  const group = target.closest("[data-step]");
  if (key in WAYS && event.shiftKey) return () => viewer.camera.pan(WAYS[key][0] * STEP_OF_PAN, WAYS[key][1] * STEP_OF_PAN);
  if (key in WAYS && !target.closest(".panel")) return () => viewer.walk(key, target);
  if ((key === "Enter" || key === " ") && group) return () => viewer.choose(group.dataset.step, false, false);
  if (/^[1-9]$/.test(key) && viewer.content.overlays.length > 1) return () => viewer.toggle(Number(key) - 1, true);
  return {
    "/": () => viewer.search.field.focus(),
    "?": () => showKeys(viewer),
    "+": () => viewer.perform("in"),
    "=": () => viewer.perform("in"),
    "-": () => viewer.perform("out"),
    0: () => viewer.perform("fit"),
    Escape: viewer.chosen === null ? undefined : () => viewer.choose(null),
  }[key];
}

function showKeys(viewer) {
  const rows = KEYS.map(([keys, what]) => html("tr", {}, html("th", { scope: "row" }, keys), html("td", {}, what)));
  const signs = viewer.marksThereAre().map((kind) => chip({ kind }));
  const close = html("button", { type: "button", onclick: () => dialog.close() }, "Close");
  const pieces = [html("h2", {}, "Keys"), html("table", {}, ...rows), html("p", { class: "signs" }, ...signs), close];
  const dialog = html("dialog", { "aria-label": "Keys", onclose: () => dialog.remove() }, ...pieces);
  document.body.append(dialog);
  dialog.showModal();
}
