// What of the picture is shown and how: filters hide, a focus and a search make the rest pale, changes can stand alone.
// Elements have classes: off (hidden), lit (in focus), hit (found), picked (chosen), current (where a search is).

const state = {
  filters: { look: new Set(), category: new Set(), change: new Set(), enabled: new Set(), line: new Set(), message: new Set() },
  changesOnly: false,
  picked: null, // a node or an edge
  depth: 1,
  direction: 'both',
  query: '',
  found: [],
  at: -1, // which of the found
};
const shownCount = { nodes: nodes.length, edges: edges.length };
const changeOf = (part) => part.change || 'none';

const nodeFilters = {
  look: (node) => node.look,
  category: (node) => node.category || '',
  change: changeOf,
  enabled: (node) => (node.pale ? 'disabled' : 'enabled'),
};

const isFiltered = () => state.changesOnly || Object.values(state.filters).some((chosen) => chosen.size > 0);

function passes(node) {
  return Object.entries(nodeFilters).every(([name, valueOf]) => {
    const chosen = state.filters[name];
    return chosen.size === 0 || chosen.has(valueOf(node));
  });
}

/// Edges that filters leave, and the nodes: of messages and of changes the ends of edges that have them.
function filtered() {
  const { line, message, change } = state.filters;
  const carries = (edge) => message.size === 0 || (edge.messages || []).some((each) => message.has(each));
  const kept = new Set(nodes.filter(passes));
  if (message.size > 0) {
    const ends = new Set(edges.filter(carries).flatMap((edge) => [nodes[edge.source], nodes[edge.target]]));
    for (const node of kept) if (!ends.has(node)) kept.delete(node);
  }
  if (state.changesOnly) {
    const ends = new Set(edges.filter((edge) => edge.change).flatMap((edge) => [nodes[edge.source], nodes[edge.target]]));
    for (const node of kept) if (!node.change && !ends.has(node)) kept.delete(node);
  }
  const keptEdges = new Set(edges.filter((edge) => kept.has(nodes[edge.source]) && kept.has(nodes[edge.target])
    && carries(edge) && (line.size === 0 || line.has(edge.line))
    && (!state.changesOnly || edge.change || (nodes[edge.source].change && nodes[edge.target].change))));
  return { nodes: kept, edges: keptEdges, change };
}

function focusOf(kept) {
  const { picked } = state;
  if (!picked) return null;
  if ('source' in picked) return { nodes: new Set([nodes[picked.source], nodes[picked.target]]), edges: new Set([picked]) };
  return neighbourhood(picked, state.depth, state.direction, (edge) => kept.edges.has(edge));
}

/// Only what differs from before is written to the page.
function mark(part, marks) {
  if (part.marks === marks || !part.element) return;
  const before = part.marks.split(' ').filter(Boolean);
  const after = marks.split(' ').filter(Boolean);
  part.element.classList.remove(...before.filter((name) => !after.includes(name)));
  part.element.classList.add(...after.filter((name) => !before.includes(name)));
  part.marks = marks;
}

let listeners = [];
const whenShownChanges = (listener) => listeners.push(listener);
let kept = { nodes: new Set(nodes), edges: new Set(edges) };
const isShown = (part) => kept.nodes.has(part) || kept.edges.has(part);

/// Brings the page in line with the state.
function update() {
  kept = isFiltered() ? filtered() : { nodes: new Set(nodes), edges: new Set(edges) };
  Object.assign(shownCount, { nodes: kept.nodes.size, edges: kept.edges.size });
  const focus = focusOf(kept);
  const hits = new Set(state.found);
  const current = state.found[state.at];
  const marksOf = (part, lit) => {
    const marks = [];
    if (!isShown(part)) marks.push('off');
    if (lit && lit.has(part)) marks.push('lit');
    if (hits.has(part)) marks.push('hit');
    if (part === state.picked) marks.push('picked');
    if (part === current) marks.push('current');
    return marks.join(' ');
  };
  nodes.forEach((node) => mark(node, marksOf(node, focus && focus.nodes)));
  edges.forEach((edge) => mark(edge, marksOf(edge, focus && focus.edges)));
  sheet.classList.toggle('focusing', focus !== null);
  sheet.classList.toggle('searching', state.query !== '' && focus === null);
  listeners.forEach((listener) => listener(focus));
}

function pick(part, { fly = true } = {}) {
  state.picked = part;
  update();
  if (part && fly) show('source' in part ? nodes[part.target] : part);
}

function setQuery(text) {
  state.query = text.trim();
  state.found = search(state.query);
  state.at = -1;
  update();
}

/// The next (1) or the one before (-1) of what was found and is shown.
function goToFound(step) {
  const { found } = state;
  for (let tries = 0; tries < found.length; tries += 1) {
    state.at = state.at < 0 && step < 0 ? found.length - 1 : (state.at + step + found.length) % found.length;
    if (!isShown(found[state.at])) continue;
    update();
    show(found[state.at]);
    return found[state.at];
  }
  return null;
}

function clearFilters() {
  Object.values(state.filters).forEach((chosen) => chosen.clear());
  state.changesOnly = false;
}

const changedParts = [...nodes, ...edges].filter((part) => part.change);
let changeAt = -1;
function goToChange(step) {
  if (changedParts.length === 0) return;
  const at = changedParts.indexOf(state.picked);
  changeAt = at >= 0 ? at : changeAt;
  for (let tries = 0; tries < changedParts.length; tries += 1) {
    changeAt = changeAt < 0 && step < 0 ? changedParts.length - 1 : (changeAt + step + changedParts.length) % changedParts.length;
    if (!isShown(changedParts[changeAt])) continue;
    pick(changedParts[changeAt]);
    return;
  }
}
