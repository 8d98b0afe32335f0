// What mouse, wheel and fingers do to a pane: drag moves, wheel and pinch zoom, a click chooses.
const SLACK = 4; // pixels that a click may move

function listenToPointers(pane, camera, wheelNeedsKey, choose) {
  const { svg } = pane;
  const down = new Map();
  let dragged = false;

  svg.addEventListener("wheel", (event) => {
    if (wheelNeedsKey && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    camera.zoom(Math.exp(-Math.max(-300, Math.min(300, event.deltaY * lines)) / 400), camera.at(svg, event.clientX, event.clientY));
  }, { passive: false });

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (down.size === 1) dragged = false;
  });

  svg.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    const [right, below] = [event.clientX - last.x, event.clientY - last.y];
    if (!dragged && Math.hypot(right, below) < SLACK) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    svg.classList.add("dragged");
    if (down.size === 2) {
      const other = [...down].find(([id]) => id !== event.pointerId)[1];
      const apart = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      const now = { x: event.clientX, y: event.clientY };
      camera.zoom(apart(now) / apart(last), camera.at(svg, (now.x + other.x) / 2, (now.y + other.y) / 2));
    } else {
      camera.pan(-right, -below);
    }
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => {
      down.delete(event.pointerId);
      svg.classList.remove("dragged");
    });
  }

  svg.addEventListener("click", (event) => {
    if (dragged) return;
    const group = event.target.closest("[data-step]");
    choose(group ? group.dataset.step : null);
  });
}
