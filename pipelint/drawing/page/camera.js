// Which part of the drawing is seen, and how large: one camera for all panes, so that they show the same steps.
const NEAREST = 4; // pixels for one unit of the drawing
const SMALLEST_TEXT = 0.4; // below it, what stands on arrows cannot be read and is left out
const SMALLEST_TIP = 0.12; // below it, the tips of arrows would hide the steps
const GLIDE = 160; // milliseconds

class Camera {
  constructor(svg) {
    const box = svg.viewBox.baseVal;
    this.whole = { x: box.x, y: box.y, width: box.width, height: box.height };
    this.panes = [];
    this.isFitted = true;
    Object.assign(this, { x: box.x + box.width / 2, y: box.y + box.height / 2, scale: 1 });
  }

  size() {
    const { width, height } = this.panes[0].svg.getBoundingClientRect();
    return { width: Math.max(width, 1), height: Math.max(height, 1) };
  }

  get isFar() {
    return this.scale < SMALLEST_TEXT;
  }

  fitting() {
    const { width, height } = this.size();
    return Math.min(width / this.whole.width, height / this.whole.height, 1.25);
  }

  fit(glides = false) {
    const { x, y, width, height } = this.whole;
    this.go({ x: x + width / 2, y: y + height / 2, scale: this.fitting() }, glides);
    this.isFitted = true;
  }

  zoom(factor, at = null) {
    const scale = Math.min(NEAREST, Math.max(Math.min(this.fitting(), 1) / 2, this.scale * factor));
    const { x, y } = at ?? this;
    const kept = this.scale / scale;
    this.go({ x: x + (this.x - x) * kept, y: y + (this.y - y) * kept, scale });
  }

  pan(right, down) {
    this.go({ x: this.x + right / this.scale, y: this.y + down / this.scale, scale: this.scale });
  }

  // Move as little as is needed to see `box`, and come near enough to read it.
  show(box) {
    const scale = this.isFar ? 0.8 : this.scale;
    const { width, height } = this.size();
    const reach = (size, half) => Math.max(0, size / scale / 2 - half - 24 / scale);
    const near = (now, middle, span) => Math.min(Math.max(now, middle - span), middle + span);
    const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
    this.go({
      x: near(this.x, middleX, reach(width, box.width / 2)),
      y: near(this.y, middleY, reach(height, box.height / 2)),
      scale,
    }, true);
  }

  // The point of the drawing under a point of the window.
  at(svg, clientX, clientY) {
    const { left, top, width, height } = svg.getBoundingClientRect();
    return { x: this.x + (clientX - left - width / 2) / this.scale, y: this.y + (clientY - top - height / 2) / this.scale };
  }

  go(aim, glides = false) {
    cancelAnimationFrame(this.gliding);
    this.isFitted = false;
    if (!glides || isStill()) {
      Object.assign(this, aim);
      this.apply();
      return;
    }
    const from = { x: this.x, y: this.y, scale: this.scale };
    const start = performance.now();
    const move = (now) => {
      const done = Math.min(1, Math.max(0, now - start) / GLIDE);
      const part = done * (2 - done);
      for (const key of ["x", "y", "scale"]) this[key] = from[key] + (aim[key] - from[key]) * part;
      this.apply();
      if (done < 1) this.gliding = requestAnimationFrame(move);
    };
    this.gliding = requestAnimationFrame(move);
  }

  apply() {
    const size = this.size();
    const [width, height] = [size.width / this.scale, size.height / this.scale];
    const view = { x: this.x - width / 2, y: this.y - height / 2, width, height };
    for (const pane of this.panes) {
      pane.svg.classList.toggle("far", this.isFar);
      pane.svg.classList.toggle("farthest", this.scale < SMALLEST_TIP);
      if (!this.isFar) pane.see(view);
      pane.svg.setAttribute("viewBox", `${view.x} ${view.y} ${width} ${height}`);
    }
  }
}
