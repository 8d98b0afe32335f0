// The panel beside the graph: all that is told of one step, or, where none is chosen, of the whole pipeline.
const FRAME = /^ *\d* \| /; // a line of code with its number, or what points at a part of it

class Panel {
  constructor(element, content, choose) {
    Object.assign(this, { element, content, choose });
    this.steps = new Map(content.steps.map((step) => [step.id, step]));
  }

  show(id, overlays) {
    const step = this.steps.get(id);
    this.element.replaceChildren(...(step ? this.step(step, overlays) : this.whole(overlays)));
    this.element.scrollTop = 0;
  }

  step(step, overlays) {
    const type = html("span", { class: "type" }, step.type || "unknown type");
    const close = html("button", { type: "button", "aria-label": "Close", onclick: () => this.choose(null) }, "×");
    const isToldBelow = step.sections.some((section) => section.title === "Findings");
    return [
      html("div", { class: "top" }, html("h2", {}, step.name), type, close),
      ...(isToldBelow ? [] : step.marks.map(told)),
      ...overlays.flatMap((overlay) => this.within(overlay, step)),
      ...step.sections.map((one) => this.section(one)),
      ...this.ways(step),
    ];
  }

  within(overlay, step) {
    const marks = overlay.steps[step.id] ?? [];
    const sections = overlay.sections[step.id] ?? [];
    if (!marks.length && !sections.length) return [];
    const inner = [...marks.map(told), ...sections.map((one) => this.section(one, "h4"))];
    return [html("div", { class: "within" }, html("h3", {}, overlay.name), ...inner)];
  }

  section(section, heading = "h3") {
    const pieces = [];
    let frame = null;
    for (const line of section.lines) {
      if (line.code && FRAME.test(line.text)) {
        frame ??= pieces[pieces.push(html("pre", { tabindex: "0", "aria-label": "Code" })) - 1];
        frame.append(html("code", {}, `${line.text}\n`));
      } else {
        frame = null;
        pieces.push(this.line(line));
      }
    }
    return html("section", {}, html(heading, {}, section.title), html("div", { class: "lines" }, ...pieces));
  }

  line(line) {
    const [kind, ...rest] = (line.label ?? "").split(" ");
    const text = line.to === undefined ? breakable(line.text) : [this.link(line.to, line.text)];
    if (kind in SIGNS && rest.length) {
      return html("div", { class: "line whole" }, chip({ kind }), ` ${rest.join(" ")}: `, line.text);
    }
    const value = html(line.code ? "code" : "span", { class: "value" }, ...text);
    if (!line.label) return html("div", { class: "line bare" }, value);
    return html("div", { class: "line" }, html("span", { class: "label" }, ...breakable(line.label)), value);
  }

  link(id, text) {
    const go = (event) => {
      event.preventDefault();
      this.choose(id);
    };
    return html("a", { href: `#${this.content.key}/${encodeURIComponent(id)}`, onclick: go }, ...breakable(text));
  }

  ways(step) {
    const ends = (mine, other, title) => {
      const arrows = this.content.arrows.filter((arrow) => arrow[mine] === step.id);
      const found = [...new Set(arrows.map((arrow) => arrow[other]))].filter((id) => this.steps.has(id));
      const items = found.map((id) => html("li", {}, this.link(id, this.steps.get(id).name)));
      return items.length ? [html("section", {}, html("h3", {}, title), html("ul", {}, ...items))] : [];
    };
    return [...ends("target", "source", "Steps before it"), ...ends("source", "target", "Steps after it")];
  }

  whole(overlays) {
    const { title, steps, sections } = this.content;
    const count = html("span", { class: "type" }, steps.length === 1 ? "1 step" : `${steps.length} steps`);
    const runs = overlays.map((overlay) => {
      const notes = this.marked((step) => (overlay.steps[step.id] ?? []).filter((mark) => mark.text !== "ran"));
      return html("div", { class: "within" }, html("h3", {}, overlay.name), html("p", {}, overlay.summary), ...notes);
    });
    const marked = this.marked((step) => step.marks);
    return [
      html("div", { class: "top" }, html("h2", {}, title), count),
      ...(overlays.length > 1 ? [this.compared(overlays)] : []),
      ...runs,
      ...(marked.length ? [html("h3", {}, "Marked"), ...marked] : []),
      ...sections.map((one) => this.section(one)),
    ];
  }

  // The overlays side by side, by step: where they differ is told apart.
  compared(overlays) {
    const names = overlays.map((overlay, place) => html("th", { scope: "col", title: overlay.name }, String(place + 1)));
    const head = html("tr", {}, html("th", { scope: "col" }, "Step"), ...names);
    const rows = this.content.steps.map((step) => {
      const marks = overlays.map((overlay) => worst(overlay.steps[step.id] ?? []));
      const differs = new Set(marks.filter(Boolean).map((mark) => mark.kind)).size > 1;
      const cells = marks.map((mark) => html("td", {}, ...(mark ? [sign(mark)] : [])));
      const name = html("th", { scope: "row" }, this.link(step.id, step.name));
      return html("tr", { class: differs ? "differs" : null }, name, ...cells);
    });
    return html("table", { class: "compared" }, html("thead", {}, head), html("tbody", {}, ...rows));
  }

  // The steps that bear marks, the gravest first.
  marked(marksOf) {
    const items = [];
    for (const kind of KINDS) {
      for (const step of this.content.steps) {
        for (const mark of marksOf(step)) {
          if (mark.kind !== kind) continue;
          const why = mark.text === wordOf(kind) ? [] : [html("div", { class: "why" }, mark.text)];
          items.push(html("li", {}, chip(mark), " ", this.link(step.id, step.name), ...why));
        }
      }
    }
    return items.length ? [html("ul", { class: "marked" }, ...items)] : [];
  }

  // Everything, for paper, where nothing can be clicked.
  all(overlays) {
    return this.content.steps.map((step) => html("article", {}, ...this.step(step, overlays)));
  }
}

// Paths and names may be broken where a part of them ends.
const breakable = (text) => text.split(/(?<=[./_\]])(?=.)|(?<=[a-z])(?=[A-Z])/).flatMap((part) => [part, html("wbr")]).slice(0, -1);

const told = (mark) => html("p", { class: "mark" }, chip(mark), ` ${mark.text}`);
