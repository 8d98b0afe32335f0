// From step to step with the arrow keys: along the graph's arrows where one leads that way, else to what lies there.
const BOX = ".box, .frame";
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class Ways {
  constructor(svg, steps, arrows) {
    this.boxes = new Map();
    for (const group of svg.querySelectorAll("[data-step]")) this.boxes.set(group.dataset.step, group.querySelector(BOX).getBBox());
    this.joined = new Map(steps.map((step) => [step.id, new Set()]));
    for (const { source, target } of arrows) {
      this.joined.get(source)?.add(target);
      this.joined.get(target)?.add(source);
    }
  }

  next(id, key) {
    const along = this.best(id, key, this.joined.get(id) ?? [], 6);
    return along ?? this.best(id, key, this.boxes.keys(), 1);
  }

  // Of `others`, the nearest that lies in the direction of `key`; `spread` says how far aside it may lie.
  best(id, key, others, spread) {
    const [right, down] = WAYS[key];
    const from = middle(this.boxes.get(id));
    let found = null;
    let least = Infinity;
    for (const other of others) {
      if (other === id || !this.boxes.has(other)) continue;
      const to = middle(this.boxes.get(other));
      const ahead = (to.x - from.x) * right + (to.y - from.y) * down;
      const aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * right);
      if (ahead > 1 && aside <= ahead * spread && ahead + 2 * aside < least) {
        found = other;
        least = ahead + 2 * aside;
      }
    }
    return found;
  }
}

const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
