// One picture of the pipeline, with the marks of one overlay, or with those of none.
const TIP = { markerUnits: "userSpaceOnUse", markerWidth: 11, markerHeight: 11 }; // however wide its arrow is
const CORNER = 14; // from the upper right corner of a box to the middle of its sign

class Pane {
  constructor(picture, content, place, boxes) {
    const overlay = content.overlays[place] ?? null;
    this.boxes = boxes;
    this.svg = picture.cloneNode(true);
    for (const name of ["width", "height", "aria-labelledby"]) this.svg.removeAttribute(name);
    for (const child of this.svg.querySelectorAll(":scope > title, :scope > desc")) child.remove();
    for (const tip of this.svg.querySelectorAll("marker")) {
      for (const [name, value] of Object.entries(TIP)) tip.setAttribute(name, value);
    }
    this.svg.setAttribute("role", "group");
    this.svg.setAttribute("aria-label", overlay ? `Graph, ${overlay.name}` : "Graph");
    this.svg.classList.toggle("laid-over", overlay !== null);
    const caption = overlay && html("figcaption", {}, html("strong", {}, overlay.name), ` ${overlay.summary}`);
    this.element = html("figure", { class: "pane" }, ...(caption ? [caption] : []), this.svg);
    this.groups = new Map([...this.svg.querySelectorAll("[data-step]")].map((group) => [group.dataset.step, group]));
    this.arrows = [...this.svg.querySelectorAll("[data-arrow]")];
    for (const step of content.steps) this.step(this.groups.get(step.id), step, overlay?.steps[step.id] ?? [], place);
    for (const arrow of this.arrows) this.arrow(arrow, overlay?.arrows[arrow.dataset.arrow] ?? []);
  }

  step(group, step, marks, place) {
    group.setAttribute("tabindex", "-1");
    group.setAttribute("aria-pressed", "false");
    const instead = group.querySelector(`.lines[data-overlay="${place}"]`);
    if (instead) {
      instead.removeAttribute("display");
      group.querySelector(".lines:not([data-overlay])").remove();
    }
    group.setAttribute("aria-label", nameOf(group, [...marks, ...step.marks]));
    if (marks.length) this.state(group, worst(marks), marks);
  }

  // What the overlay says of a step takes the place of what the picture says.
  state(group, mark, marks) {
    group.querySelector(".badge")?.remove();
    group.classList.remove(...KINDS);
    group.classList.add("marked", mark.kind);
    group.dataset.state = mark.kind;
    const { x, y, width } = this.boxes.get(group.dataset.step);
    const [middle, top] = [x + width - CORNER, y + CORNER];
    const sign = drawn("text", { x: middle, y: top + 4 }, signOf(mark.kind));
    group.append(drawn("g", { class: `badge ${mark.kind}` }, drawn("circle", { cx: middle, cy: top, r: 8 }), sign));
    group.querySelector("title")?.replaceChildren(marks.map((one) => `${wordOf(one.kind)}: ${one.text}`).join("\n"));
  }

  arrow(group, marks) {
    const mark = worst(marks);
    if (!mark) return;
    group.dataset.state = mark.kind;
    if (mark.share !== null) group.style.setProperty("--share", mark.share);
    group.querySelector("title")?.append(`\n${marks.map((one) => one.text).join("\n")}`);
  }

  choose(id) {
    for (const key of new Set([this.chosen, id])) {
      const group = this.groups.get(key);
      group?.classList.toggle("chosen", key === id);
      group?.setAttribute("aria-pressed", String(key === id));
    }
    for (const arrow of this.arrows) {
      arrow.classList.toggle("near", id !== null && (arrow.dataset.source === id || arrow.dataset.target === id));
    }
    this.chosen = id;
  }

  // Browsers lay out all texts anew at each step of zooming: those that are out of sight are left out.
  see(view) {
    this.texts ??= [...this.groups.entries()].map(([id, group]) => [group, this.boxes.get(id), null]).concat(
      [...this.svg.querySelectorAll("g.label")].map((label) => [label, areaOf(label.querySelector("rect")), null]),
    );
    for (const text of this.texts) {
      const [element, box, wasAway] = text;
      const isAway =
        box.x > view.x + view.width || box.y > view.y + view.height || box.x + box.width < view.x || box.y + box.height < view.y;
      if (isAway !== wasAway) element.classList.toggle("away", isAway);
      text[2] = isAway;
    }
  }
}

// What a step is called for those who hear it: what stands in its box, and what it is marked with.
function nameOf(group, marks) {
  const texts = [...group.querySelectorAll("text")].filter((text) => !text.closest(".badge, [display=none]"));
  for (const text of texts) text.after(" "); // else the words of two rows run together
  return [texts.map((text) => text.textContent).join(" "), counted(marks)].filter(Boolean).join(", ");
}

// The area of a rectangle as it is written down, which asks for no layout.
function areaOf(rect) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  return { x, y, width, height };
}
