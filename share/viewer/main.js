// What people do: pointer, keys, address, theme; and the start.

const wide = matchMedia('(min-width: 60rem)');
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;
let tab = 'items';

const showTab = { details: showDetails, items: showItems, filters: showFilters, changes: showChanges };

/// What is the same in the panel after it was made anew.
function selectorOf(element) {
  if (element.id) return `#${element.id}`;
  const [name, value] = Object.entries(element.dataset)[0] || [];
  return name && `[data-${name}="${CSS.escape(value)}"]`;
}

/// Makes what the panel shows anew; what had the keyboard's focus keeps it.
function refreshPanel() {
  if (root.classList.contains('panel-closed')) return;
  const body = byId(`body-${tab}`);
  const focused = body.contains(document.activeElement) ? selectorOf(document.activeElement) : '';
  showTab[tab]();
  if (focused && !body.contains(document.activeElement)) body.querySelector(focused)?.focus({ preventScroll: true });
}

function openTab(name, focus = false) {
  tab = name;
  root.classList.remove('panel-closed');
  byId('panel-button').setAttribute('aria-expanded', 'true');
  for (const each of Object.keys(showTab)) {
    const chosen = each === name;
    byId(`tab-${each}`).setAttribute('aria-selected', String(chosen));
    byId(`tab-${each}`).tabIndex = chosen ? 0 : -1;
    byId(`body-${each}`).hidden = !chosen;
  }
  refreshPanel();
  if (focus) byId(`tab-${name}`).focus();
}

function togglePanel() {
  const closed = root.classList.toggle('panel-closed');
  byId('panel-button').setAttribute('aria-expanded', String(!closed));
  refreshPanel();
}

// Addresses: #item=NAME, with depth and direction where they are not the usual ones.

const firstOfKey = new Map([...nodes].reverse().map((node) => [node.key, node]));

function hashOf(node, focus = false) {
  const unique = firstOfKey.get(node.key) === node ? '' : `&n=${node.index}`;
  const more = focus ? `${state.depth === 1 ? '' : `&depth=${state.depth}`}${state.direction === 'both' ? '' : `&direction=${state.direction}`}` : '';
  return `#item=${encodeURIComponent(node.key)}${unique}${more}`;
}

function nodeOfHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!parts.has('item')) return null;
  const depth = Number.parseInt(parts.get('depth') ?? state.depth, 10);
  if (depth > 0) state.depth = Math.min(depth, 99);
  if (['up', 'down', 'both'].includes(parts.get('direction'))) state.direction = parts.get('direction');
  const node = nodes[parts.get('n') ?? -1] || firstOfKey.get(parts.get('item'));
  return node || null;
}

function writeHash() {
  const picked = state.picked && !('source' in state.picked) ? state.picked : null;
  const hash = picked ? hashOf(picked, true) : '';
  if (hash === location.hash) return;
  history.replaceState(null, '', hash || location.pathname + location.search);
}

function choose(part, options) {
  pick(part, options);
  if (part) openTab('details');
  writeHash();
}

function setFocus(changes) {
  Object.assign(state, changes);
  update();
  writeHash();
}

// Nodes as things that have the keyboard's focus: one of them, that is shown, is in the order of tabs.

let reachable = null;
function makeReachable(node) {
  if (reachable && reachable.element) reachable.element.tabIndex = -1;
  reachable = node;
  if (node.element) node.element.tabIndex = 0;
}

// What is said about what is shown: to everybody beside the picture, and to those who do not see it.

function describe(focus) {
  const parts = [];
  if (isFiltered()) parts.push(`${numbers.format(shownCount.nodes)} of ${counted(nodes.length, noun)} shown`);
  if (focus && !('source' in state.picked)) parts.push(`${counted(focus.nodes.size - 1, 'neighbour')} of ${titleOf(state.picked)}`);
  const text = parts.join(', ');
  byId('chip').hidden = text === '';
  byId('chip-text').textContent = text;
  if (reachable && !isShown(reachable)) makeReachable([...kept.nodes][0] || reachable);
  const { found, at } = state;
  byId('hits').textContent = state.query ? `${at >= 0 ? `${numbers.format(at + 1)} of ` : ''}${numbers.format(found.length)}` : '';
  const current = found[at] ? `, ${titleOf(found[at])}` : '';
  const status = [state.query ? `${byId('hits').textContent} found${current}` : '', text].filter(Boolean).join('. ');
  if (byId('status').textContent !== status) byId('status').textContent = status;
  byId('tab-filters').classList.toggle('active', isFiltered());
}

function clearStep() {
  if (state.query) {
    byId('query').value = '';
    setQuery('');
  } else if (state.picked) {
    choose(null);
  } else if (isFiltered()) {
    clearFilters();
    update();
  }
  stage.focus({ preventScroll: true });
}

function clearAll() {
  byId('query').value = '';
  clearFilters();
  Object.assign(state, { query: '', found: [], at: -1 });
  choose(null);
}

function nameNodes() {
  for (const node of nodes) {
    if (!node.element) continue;
    node.element.setAttribute('role', 'button');
    node.element.setAttribute('tabindex', '-1');
    const change = node.change ? `, ${words.change[node.change].toLowerCase()}` : '';
    node.element.setAttribute('aria-label', `${lookOf(node)} ${titleOf(node)}${node.pale ? ', disabled' : ''}${change}`);
  }
  if (nodes.length > 0) makeReachable(state.picked && !('source' in state.picked) ? state.picked : nodes[0]);
}

const partOf = (target) => {
  const element = target instanceof Element && target.closest('#sheet .node, #sheet .edge');
  if (!element) return null;
  const index = Number(element.id.slice(1));
  return element.id[0] === 'n' ? nodes[index] : edges[index];
};

/// Lines are thin: one that passes near is meant.
function partNear(event) {
  for (const [x, y] of [[0, 0], [0, -4], [0, 4], [-4, 0], [4, 0]]) {
    const part = partOf(document.elementFromPoint(event.clientX + x, event.clientY + y));
    if (part) return part;
  }
  return null;
}

function nearestTo(node, key) {
  const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const from = middle(boxOf(node));
  const across = key === 'ArrowUp' || key === 'ArrowDown';
  const forward = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best = null;
  let least = Infinity;
  for (const other of kept.nodes) {
    if (other === node || !other.element) continue;
    const to = middle(boxOf(other));
    const along = (across ? to.y - from.y : to.x - from.x) * forward;
    const aside = Math.abs(across ? to.x - from.x : to.y - from.y);
    if (along <= 1 || along + 2 * aside >= least) continue;
    least = along + 2 * aside;
    best = other;
  }
  return best;
}

function focusNode(node) {
  makeReachable(node);
  node.element.focus({ preventScroll: true });
}

// Keys.

const movesBy = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };

const keys = {
  '/': () => { byId('query').focus(); byId('query').select(); },
  '+': () => zoomBy(1.25),
  '=': () => zoomBy(1.25),
  '-': () => zoomBy(0.8),
  0: () => fit(),
  '?': () => byId('help').showModal(),
  u: () => setFocus({ direction: 'up' }),
  d: () => setFocus({ direction: 'down' }),
  b: () => setFocus({ direction: 'both' }),
  i: () => openTab('items', true),
  f: () => openTab('filters', true),
  c: () => picture.changes && openTab('changes', true),
  n: () => goToChange(1),
  p: () => goToChange(-1),
  o: () => picture.changes && toggleChangesOnly(),
  s: togglePanel,
  t: toggleTheme,
  Escape: clearStep,
};

function toggleChangesOnly() {
  state.changesOnly = !state.changesOnly;
  update();
}

function onArrow(event) {
  const part = partOf(document.activeElement);
  if (!part || event.shiftKey) {
    panBy(...movesBy[event.key]);
    return;
  }
  const next = nearestTo(part, event.key);
  if (!next) return;
  show(next);
  focusNode(next);
}

function onKey(event) {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
  const typing = target.matches('input[type=search], input[type=number]');
  if (typing && key !== 'Escape') return;
  const inPicture = target === document.body || stage.contains(target);
  if (key in movesBy) {
    if (!inPicture) return;
    onArrow(event);
  } else if ((key === 'Enter' || key === ' ') && partOf(target)) {
    choose(partOf(target));
  } else if (/^[1-9]$/.test(key)) {
    setFocus({ depth: Number(key) });
  } else if (Object.hasOwn(keys, key)) {
    keys[key]();
  } else {
    return;
  }
  event.preventDefault();
}

function onTabKey(event) {
  const shown = Object.keys(showTab).filter((each) => !byId(`tab-${each}`).hidden);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  openTab(shown[(shown.indexOf(tab) + step + shown.length) % shown.length], true);
}

// Theme: what the system prefers until somebody chooses; kept by nobody.

const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : darkScheme.matches);
function toggleTheme() {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  byId('theme').setAttribute('aria-pressed', String(isDark()));
}

// Tooltips: what a part is, a moment after the pointer rests on it.

let tipTimer = 0;
function tipText(part) {
  if ('source' in part) {
    const more = [(part.messages || []).join(', '), part.condition ? `when ${part.condition}` : ''].filter(Boolean).join(', ');
    return `${titleOf(nodes[part.source])} → ${titleOf(nodes[part.target])}\n${edgeName(part)}${more ? `: ${more}` : ''}`;
  }
  return [`${titleOf(part)} (${lookOf(part)})`, ...(part.lines || []), ...(part.changes || []).slice(0, 4)].join('\n');
}

function hideTip() {
  clearTimeout(tipTimer);
  byId('tip').hidden = true;
}

function onHover(event) {
  hideTip();
  if (event.pointerType === 'touch' || event.buttons) return;
  const part = partOf(event.target);
  if (!part) return;
  tipTimer = setTimeout(() => {
    const tip = byId('tip');
    tip.textContent = tipText(part);
    tip.hidden = false;
    const x = Math.min(event.clientX - size.left + 14, size.width - tip.offsetWidth - 8);
    const y = Math.min(event.clientY - size.top + 18, size.height - tip.offsetHeight - 8);
    tip.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
  }, 350);
}

function onPanelClick(event) {
  const { dataset } = event.target.closest('[data-node], [data-edge], [data-direction]') || { dataset: {} };
  if (dataset.direction) {
    setFocus({ direction: dataset.direction });
  } else if (dataset.node || dataset.edge) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const part = dataset.node ? nodes[dataset.node] : edges[dataset.edge];
    if (state.query && tab === 'items') state.at = state.found.indexOf(part);
    if (dataset.node) makeReachable(part);
    if (tab === 'changes') {
      pick(part);
      return;
    }
    choose(part);
    byId('body-details').scrollTop = 0;
    byId('body-details').focus({ preventScroll: true });
  }
}

function onPanelChange(event) {
  const { target } = event;
  if (target.id === 'depth') {
    const depth = Math.min(99, Math.max(1, Number.parseInt(target.value, 10) || 1));
    setFocus({ depth });
  } else if (target.id === 'changes-only') {
    toggleChangesOnly();
  } else if (target.dataset.filter) {
    const chosen = state.filters[target.dataset.filter];
    if (target.checked) chosen.add(target.value);
    else chosen.delete(target.value);
    update();
  }
}

function bindPanel() {
  const panel = byId('panel');
  panel.addEventListener('click', (event) => {
    const { id } = event.target;
    if (id === 'filters-clear') { clearFilters(); update(); }
    if (id === 'change-next') goToChange(1);
    if (id === 'change-previous') goToChange(-1);
    if (id.startsWith('tab-')) openTab(id.slice(4));
    else onPanelClick(event);
  });
  panel.addEventListener('change', onPanelChange);
  panel.querySelector('[role=tablist]').addEventListener('keydown', onTabKey);
  byId('tab-changes').hidden = !picture.changes;
  byId('tab-items').textContent = `${noun[0].toUpperCase()}${noun.slice(1)}s`;
}

function bindSearch() {
  const query = byId('query');
  let wait = 0;
  const look = () => {
    clearTimeout(wait);
    if (query.value.trim() === state.query) return;
    setQuery(query.value);
    if (wide.matches || state.query) openTab('items');
  };
  query.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(look, nodes.length > 1000 ? 120 : 30);
  });
  query.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    look();
    if (state.picked) pick(null);
    goToFound(event.shiftKey ? -1 : 1);
  });
}

function bindButtons() {
  const actions = {
    'zoom-in': () => zoomBy(1.4),
    'zoom-out': () => zoomBy(1 / 1.4),
    'zoom-text': () => zoomBy(1 / view.scale),
    'zoom-fit': () => fit(),
    theme: toggleTheme,
    print: () => window.print(),
    'panel-button': togglePanel,
    'help-button': () => byId('help').showModal(),
    'help-close': () => byId('help').close(),
    'chip-clear': clearAll,
  };
  for (const [id, action] of Object.entries(actions)) byId(id).addEventListener('click', action);
  byId('help').addEventListener('click', (event) => { if (event.target === byId('help')) byId('help').close(); });
}

function bindStage() {
  bindWheel();
  bindPointers((event) => {
    const part = partNear(event);
    if (part && !('source' in part)) focusNode(part);
    else stage.focus({ preventScroll: true });
    choose(part, { fly: false });
    resized(); // the panel may have opened over it
    if (part && !('source' in part)) show(part, 0);
  });
  stage.addEventListener('pointerover', onHover);
  stage.addEventListener('pointerdown', hideTip);
  stage.addEventListener('wheel', hideTip, { passive: true });
  stage.addEventListener('pointerleave', hideTip);
  new ResizeObserver(resized).observe(stage);
}

function start() {
  sheet.classList.toggle('many', nodes.length > many);
  root.classList.add('ready');
  if (!wide.matches) root.classList.add('panel-closed');
  buildFilters();
  bindPanel();
  bindSearch();
  bindButtons();
  document.addEventListener('keydown', onKey);
  darkScheme.addEventListener('change', () => byId('theme').setAttribute('aria-pressed', String(isDark())));
  byId('theme').setAttribute('aria-pressed', String(isDark()));
  whenShownChanges(describe);
  whenShownChanges(refreshPanel);
  window.addEventListener('hashchange', () => {
    const node = nodeOfHash();
    if (node !== state.picked) choose(node);
  });
  const closed = root.classList.contains('panel-closed');
  openTab(picture.changes ? 'changes' : 'items');
  if (closed) togglePanel();
  measure();
  measureContent();
  fit(false);
  bindStage();
  const linked = nodeOfHash();
  if (linked) choose(linked);
  requestAnimationFrame(() => setTimeout(() => {
    nameNodes();
    root.dataset.ready = 'true';
  }));
}

start();
