// The picture on its sheet: where it is, how large, and where its nodes stand. Only a transform moves it, so that the browser
// has nothing to lay out and little to draw.

const stage = byId('stage');
const sheet = byId('sheet');
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

const largest = 8;
const fine = 0.12; // below this, lines are drawn thicker, or they would vanish
const many = 600; // above this, only texts of nodes near the stage are there: texts are what costs most
const readable = nodes.length > many ? 0.3 : 0.15; // below this, texts cannot be read and are not drawn
const margin = 32;
const marginBelow = 72; // the buttons are there
const view = { x: 0, y: 0, scale: 1 };
let size = { width: 0, height: 0 };
let content = { x: 0, y: 0, width: 1, height: 1 };
let frame = 0;
let settling = 0;
let flight = 0;
let textsDue = 0;

/// From the units of the graph to pixels of the sheet.
let toSheet = { scale: 1, x: 0, y: 0 };

function measure() {
  const box = stage.getBoundingClientRect();
  size = { left: box.left, top: box.top, width: box.width, height: box.height };
}

/// What was in the middle stays there when the stage becomes larger or smaller.
function resized() {
  const before = size;
  measure();
  if (size.width === before.width && size.height === before.height) return;
  panBy((size.width - before.width) / 2, (size.height - before.height) / 2);
}

function measureContent() {
  if (!graph) return;
  const unit = svg.width.baseVal.value / svg.viewBox.baseVal.width;
  const matrix = graph.transform.baseVal.consolidate()?.matrix ?? { a: 1, e: 0, f: 0 };
  toSheet = { scale: unit * matrix.a, x: unit * matrix.e, y: unit * matrix.f };
  const box = graph.getBBox();
  if (box.width > 0) content = boxOnSheet(box);
}

function boxOnSheet(box) {
  return {
    x: box.x * toSheet.scale + toSheet.x,
    y: box.y * toSheet.scale + toSheet.y,
    width: box.width * toSheet.scale,
    height: box.height * toSheet.scale,
  };
}

function boxOf(node) {
  node.box ??= node.element && !node.element.classList.contains('off') ? boxOnSheet(node.element.getBBox()) : undefined;
  return node.box || content;
}

/// Leaves out texts that cannot be read. Of many nodes, only those on the stage and around it have texts.
function drawTexts() {
  textsDue = performance.now() + 150;
  if (nodes.length > many) {
    drawTextsNear();
    return;
  }
  sheet.classList.toggle('far', view.scale < readable);
  sheet.classList.toggle('tiny', view.scale < fine);
}

function drawTextsNear() {
  const legible = view.scale >= readable;
  const left = -view.x / view.scale - size.width / view.scale / 2;
  const top = -view.y / view.scale - size.height / view.scale / 2;
  const right = left + 2 * size.width / view.scale;
  const bottom = top + 2 * size.height / view.scale;
  const isNear = (box) => legible && box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top;
  const due = (legible ? nodes : nodes.filter((each) => each.near)).filter((node) => isNear(boxOf(node)) !== Boolean(node.near));
  // Only now: between two changes, the next box would have to be laid out anew.
  for (const node of due) {
    node.near = !node.near;
    node.element?.classList.toggle('near', node.near);
  }
}

function draw() {
  frame = 0;
  sheet.style.transform = `translate3d(${view.x}px, ${view.y}px, 0) scale(${view.scale})`;
  if (performance.now() > textsDue && settling) drawTexts();
}

/// While it moves, what was drawn is stretched; when it rests, it is drawn anew and sharp.
function moved() {
  if (!frame) frame = requestAnimationFrame(draw);
  if (!settling) sheet.classList.add('moving');
  clearTimeout(settling);
  settling = setTimeout(settle, 140);
}

function settle() {
  settling = 0;
  sheet.classList.remove('moving');
  drawTexts();
  byId('zoom-text').textContent = `${Math.round(view.scale * 100)}%`;
}

function smallest() {
  return Math.min(0.5, fitting(content) / 2);
}

function fitting(box) {
  const wide = (size.width - 2 * margin) / box.width;
  const high = (size.height - margin - marginBelow) / box.height;
  return Math.max(Math.min(wide, high), 0.001);
}

function panBy(x, y) {
  cancelAnimationFrame(flight);
  view.x += x;
  view.y += y;
  keepInSight();
  moved();
}

/// A corner of the picture stays on the stage, so that nobody loses it.
function keepInSight() {
  const keep = (at, start, length, space) => {
    const edge = Math.min(80, space / 4);
    return Math.min(Math.max(at, edge - (start + length) * view.scale), space - edge - start * view.scale);
  };
  view.x = keep(view.x, content.x, content.width, size.width);
  view.y = keep(view.y, content.y, content.height, size.height);
}

/// `x` and `y` are the point of the stage that stays where it is.
function zoomBy(factor, x = size.width / 2, y = size.height / 2) {
  cancelAnimationFrame(flight);
  const scale = Math.min(largest, Math.max(smallest(), view.scale * factor));
  const ratio = scale / view.scale;
  Object.assign(view, { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio });
  keepInSight();
  moved();
}

function flyTo(target) {
  cancelAnimationFrame(flight);
  const from = { ...view };
  const began = performance.now();
  const length = reduced.matches || document.hidden ? 0 : 220;
  const step = () => {
    const part = length === 0 ? 1 : Math.min(1, (performance.now() - began) / length);
    const eased = 1 - (1 - part) ** 3;
    for (const key of ['x', 'y', 'scale']) view[key] = from[key] + (target[key] - from[key]) * eased;
    moved();
    if (part < 1) flight = requestAnimationFrame(step);
  };
  step();
}

function centred(box, scale) {
  return {
    scale,
    x: size.width / 2 - (box.x + box.width / 2) * scale,
    y: (size.height + margin - marginBelow) / 2 - (box.y + box.height / 2) * scale,
  };
}

/// All of the picture; not larger than it was drawn, or a few nodes would fill the screen.
function fit(animated = true) {
  const target = centred(content, Math.min(1.25, fitting(content)));
  if (animated) { flyTo(target); return; }
  Object.assign(view, target);
  draw();
  settle();
}

function fitNodes(list) {
  const boxes = list.map(boxOf);
  if (boxes.length === 0) return;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const box = { x, y, width: right - x, height: bottom - y };
  flyTo(centred(box, Math.min(1.25, fitting(box))));
}

function isInSight(box) {
  const left = box.x * view.scale + view.x;
  const top = box.y * view.scale + view.y;
  return left > 8 && top > 8 && left + box.width * view.scale < size.width - 8 && top + box.height * view.scale < size.height - 8;
}

/// Brings a node to the middle unless it is well in sight already; `scale`: at least so large.
function show(node, scale = 0.9) {
  const box = boxOf(node);
  if (!isInSight(box) || view.scale < Math.min(scale, 0.5)) flyTo(centred(box, Math.max(view.scale, scale)));
}

function pinch(pointers) {
  const [one, two] = [...pointers.values()];
  return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2, spread: Math.hypot(one.x - two.x, one.y - two.y) };
}

/// Dragging with one pointer, pinching with two. `clicked` gets the pointer's event when nothing was dragged.
function bindPointers(clicked) {
  const pointers = new Map();
  let travelled = 0;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('button')) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) travelled = 0;
  });
  stage.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const before = pointers.size === 2 ? pinch(pointers) : null;
    const step = { x: event.clientX - last.x, y: event.clientY - last.y };
    travelled += Math.abs(step.x) + Math.abs(step.y);
    if (travelled < 5) return;
    if (!stage.hasPointerCapture(event.pointerId)) {
      stage.setPointerCapture(event.pointerId);
      stage.classList.add('dragging');
    }
    Object.assign(last, { x: event.clientX, y: event.clientY });
    if (!before) { panBy(step.x, step.y); return; }
    const after = pinch(pointers);
    zoomBy(after.spread / before.spread, after.x - size.left, after.y - size.top);
    panBy(after.x - before.x, after.y - before.y);
  });
  const end = (event) => {
    if (pointers.delete(event.pointerId)) stage.classList.remove('dragging');
  };
  stage.addEventListener('pointerup', end);
  stage.addEventListener('pointercancel', end);
  // Not when the pointer is lifted: what the click opens below the finger would get the click then.
  stage.addEventListener('click', (event) => {
    if (travelled < 5 && !event.target.closest('button')) clicked(event);
  });
}

/// A wheel zooms; two fingers on a trackpad move, and pinching (which browsers report as ctrl) zooms.
function bindWheel() {
  let gesture = { until: 0, pans: false };
  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    const now = performance.now();
    if (now > gesture.until) {
      const fine = event.deltaMode === 0 && (event.deltaX !== 0 || Math.abs(event.deltaY) < 40);
      gesture = { pans: !event.ctrlKey && (fine || event.shiftKey) };
    }
    gesture.until = now + 200;
    if (gesture.pans && !event.ctrlKey) {
      if (event.shiftKey && event.deltaX === 0) panBy(-event.deltaY, 0);
      else panBy(-event.deltaX, -event.deltaY);
      return;
    }
    const lines = event.deltaMode === 1 ? 16 : 1;
    const delta = Math.max(-240, Math.min(240, event.deltaY * lines));
    zoomBy(Math.exp(-delta * (event.ctrlKey ? 0.01 : 0.0018)), event.clientX - size.left, event.clientY - size.top);
  }, { passive: false });
}
