// Search by name, type, and all that is told of a step, in the picture and in whatever is drawn over it.
class Search {
  constructor(form, content, panesOf, choose) {
    Object.assign(this, { content, panesOf, choose, hits: [], at: -1 });
    this.field = form.querySelector("input");
    this.said = form.querySelector("output");
    this.field.addEventListener("input", () => this.look());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  texts() {
    this.known ??= this.content.steps.map((step) => [step.id, textOf(step, this.content.overlays).toLowerCase()]);
    return this.known;
  }

  look() {
    const words = this.field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = words.length ? this.texts().filter(([, text]) => words.every((word) => text.includes(word))) : [];
    this.hits = hits.map(([id]) => id);
    this.at = -1;
    this.show(words.length > 0);
  }

  show(isAsked) {
    const hits = new Set(this.hits);
    for (const pane of this.panesOf()) {
      pane.svg.classList.toggle("searched", isAsked);
      for (const [id, group] of pane.groups) group.classList.toggle("found", hits.has(id));
    }
    const count = this.hits.length;
    const place = this.at < 0 ? "" : `${this.at + 1} of `;
    this.said.textContent = isAsked ? `${place}${count} ${count === 1 ? "step" : "steps"}` : "";
  }

  key(event) {
    if (event.key === "Enter" && this.hits.length) {
      const back = event.shiftKey ? -1 : 1;
      const count = this.hits.length;
      this.at = this.at < 0 && back < 0 ? count - 1 : (this.at + back + count) % count;
      this.show(true);
      this.choose(this.hits[this.at]);
    } else if (event.key === "Escape") {
      this.field.value = "";
      this.look();
      this.field.blur();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function textOf(step, overlays) {
  const sections = [...step.sections, ...overlays.flatMap((overlay) => overlay.sections[step.id] ?? [])];
  const marks = [...step.marks, ...overlays.flatMap((overlay) => overlay.steps[step.id] ?? [])];
  const lines = sections.flatMap((section) => section.lines.flatMap((line) => [line.label ?? "", line.text]));
  return [step.name, step.type, ...step.lines, ...marks.map((mark) => mark.text), ...lines].join("\n");
}
