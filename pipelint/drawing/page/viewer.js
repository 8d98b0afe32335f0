// A graph on the page: its panes, its panel, its search, and who tells whom.
const WIDE_ENOUGH = 1100; // pixels, for two panes at first

class Viewer {
  constructor(root) {
    this.root = root;
    this.content = JSON.parse(root.querySelector('[data-name="drawing"]').textContent);
    this.content.key = root.dataset.graph;
    this.place = root.querySelector(".panes");
    this.picture = this.place.querySelector("svg");
    this.chosen = null;
    this.focused = this.content.steps[0]?.id ?? null;
    this.ways = new Ways(this.picture, this.content.steps, this.content.arrows);
    this.camera = new Camera(this.picture);
    this.panel = new Panel(root.querySelector(".panel"), this.content, (id) => this.choose(id, true));
    this.search = new Search(root.querySelector(".search"), this.content, () => this.panes, (id) => this.choose(id));
    this.shown = new Set(this.first());
    this.offer();
    root.classList.add("running");
    this.lay();
    listenToKeys(this);
    for (const button of root.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this.perform(button.dataset.do));
    }
    new ResizeObserver(() => (this.camera.isFitted ? this.camera.fit() : this.camera.apply())).observe(this.place);
  }

  get isAlone() {
    return this.root.parentElement.classList.contains("alone");
  }

  first() {
    const count = this.content.overlays.length;
    return count > 1 && this.root.clientWidth >= WIDE_ENOUGH ? [0, 1] : count ? [0] : [];
  }

  overlays() {
    return this.content.overlays.filter((_, place) => this.shown.has(place));
  }

  // A button for each overlay, where there is more than one.
  offer() {
    const { overlays } = this.content;
    const place = this.root.querySelector(".choices");
    place.hidden = overlays.length < 2;
    this.buttons = overlays.map((overlay, index) =>
      html("button", { type: "button", onclick: () => this.toggle(index) }, overlay.name),
    );
    place.append(...this.buttons);
  }

  toggle(index, alone = false) {
    if (!this.content.overlays[index]) return;
    if (alone) this.shown.clear();
    if (this.shown.has(index) && this.shown.size > 1) this.shown.delete(index);
    else this.shown.add(index);
    this.lay();
  }

  lay() {
    const places = this.shown.size ? [...this.shown].sort() : [null];
    this.panes = places.map((place) => new Pane(this.picture, this.content, place, this.ways.boxes));
    this.place.replaceChildren(...this.panes.map((pane) => pane.element));
    this.place.dataset.count = this.panes.length;
    this.buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(this.shown.has(index))));
    this.camera.panes = this.panes;
    for (const pane of this.panes) listenToPointers(pane, this.camera, !this.isAlone, (id) => this.choose(id, true, this.camera.isFar));
    this.rove(this.focused);
    this.choose(this.chosen, false, false);
    this.search.look();
    if (this.camera.isFitted) this.camera.fit();
    else this.camera.apply();
  }

  choose(id, focuses = false, moves = true) {
    this.chosen = id;
    for (const pane of this.panes) pane.choose(id);
    this.panel.show(id, this.overlays());
    if (id === null) return;
    this.rove(id);
    if (moves && this.ways.boxes.has(id)) this.camera.show(this.ways.boxes.get(id));
    if (focuses) this.panes[0].groups.get(id)?.focus({ preventScroll: true });
  }

  // One step at a time can be reached with the tabulator; the arrow keys lead on from there.
  rove(id) {
    for (const pane of this.panes) {
      pane.groups.get(this.focused)?.setAttribute("tabindex", "-1");
      pane.groups.get(id)?.setAttribute("tabindex", "0");
    }
    this.focused = id;
  }

  walk(key, from) {
    const next = this.ways.next(this.focused, key);
    if (next === null) return;
    this.rove(next);
    const pane = this.panes.find((one) => one.svg.contains(from)) ?? this.panes[0];
    pane.groups.get(next).focus({ preventScroll: true });
    this.camera.show(this.ways.boxes.get(next));
    if (this.chosen !== null) this.choose(next, false, false);
  }

  perform(what) {
    const deeds = {
      in: () => this.camera.zoom(1.25),
      out: () => this.camera.zoom(1 / 1.25),
      fit: () => this.camera.fit(true),
      keys: () => showKeys(this),
    };
    deeds[what]();
  }

  marksThereAre() {
    const { steps, overlays } = this.content;
    const marks = [...steps.flatMap((step) => step.marks), ...overlays.flatMap((one) => Object.values(one.steps).flat())];
    return KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  }

  // Before it goes on paper: the whole graph, and everything that is told of its steps.
  spread() {
    this.camera.fit();
    this.root.querySelector(".paper").replaceChildren(...this.panel.all(this.overlays()));
  }

  fold() {
    this.root.querySelector(".paper").replaceChildren();
  }
}

// A page may have a hundred graphs: each begins when it comes into sight, or is asked for.
const viewers = new Map();
const roots = [...document.querySelectorAll("[data-graph]")];
const begin = (root) => viewers.get(root) ?? viewers.set(root, new Viewer(root)).get(root);
const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) begin(entry.target);
  }
}, { rootMargin: "50%" });
for (const root of roots) {
  if (roots.length === 1) begin(root);
  else sight.observe(root);
}
addEventListener("beforeprint", () => roots.map(begin).forEach((viewer) => viewer.spread()));
addEventListener("afterprint", () => viewers.forEach((viewer) => viewer.fold()));

// An address that ends in #graph/TrainModel leads to that step.
function follow() {
  const [key, id] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const root = roots.find((one) => one.dataset.graph === key);
  if (!root || id === undefined) return;
  const viewer = begin(root);
  if (!viewer.panel.steps.has(id)) return;
  if (!viewer.isAlone) root.scrollIntoView({ block: "center" });
  viewer.choose(id, true);
}
addEventListener("hashchange", follow);
follow();
