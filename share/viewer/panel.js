// The side panel: details of what is picked, a list of items, filters with counts, changes.

const mostRows = 200;

/// An element: attributes by name, `on...` handlers and `class`; children are texts or elements. Never text as HTML.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return element;
}

const isolated = (text) => make('bdi', {}, text);

function sign(look) {
  const element = make('span', { class: 'sign', 'aria-hidden': 'true' }, picture.looks[look].sign);
  element.style.setProperty('--light', picture.looks[look].light);
  element.style.setProperty('--dark', picture.looks[look].dark);
  return element;
}

const badge = (change) => change && make('span', { class: `badge ${change}` },
  make('span', { 'aria-hidden': 'true' }, `${words.sign[change]} `), words.change[change].toLowerCase());

function linkTo(node, ...more) {
  return make('a', { href: hashOf(node), class: 'link', 'data-node': node.index }, sign(node.look), isolated(titleOf(node)), ...more);
}

const place = (text) => text && make('code', { class: 'place', title: 'where it is declared' }, isolated(text));
const shortPlace = (text) => text && make('code', { class: 'place', title: text }, isolated(text.replace(/^.*[/\\]/, '')));

const edgeName = (edge) => edge.label || words.line[edge.line];

function routeRow(edge, end) {
  const messages = (edge.messages || []).join(', ');
  return make('li', { class: isShown(edge) ? 'route' : 'route faint' },
    make('button', { type: 'button', class: 'by', 'data-edge': edge.index }, isolated(edgeName(edge))),
    linkTo(nodes[end]),
    badge(edge.change),
    messages && make('p', { class: 'faint' }, isolated(messages)),
    edge.condition && make('p', { class: 'faint' }, 'when ', make('code', {}, isolated(edge.condition))));
}

const andMore = (count, how = '') => count > mostRows && make('p', { class: 'faint' }, `and ${numbers.format(count - mostRows)} more${how}`);

const section = (title, ...content) => make('section', {}, make('h3', {}, title), ...content);

function routeSection(title, list, end) {
  return list.length > 0 && section(`${title} (${list.length})`,
    make('ul', { class: 'rows' }, ...list.slice(0, mostRows).map((edge) => routeRow(edge, edge[end]))),
    andMore(list.length));
}

function detailRow(detail) {
  const value = detail.node ? linkTo(detail.node) : isolated(detail.value);
  return make('div', { class: detail.gone ? 'gone' : undefined },
    (detail.name || detail.place) && make('dt', {}, isolated(detail.name), shortPlace(detail.place)),
    make('dd', { class: 'value' }, value,
      detail.node && detail.value && detail.value !== titleOf(detail.node) ? make('span', { class: 'faint' }, ' ', isolated(detail.value)) : null));
}

/// Routes are told by the picture's edges, which have more to say than a line; details tell those that are not drawn.
function detailSections(node) {
  const sections = [];
  const drawn = (detail) => {
    const titles = node.outgoing.filter((edge) => edge.label === detail.name).map((edge) => nodes[edge.target].title);
    return detail.node || titles.sort().join() === detail.value.split(', ').sort().join();
  };
  for (const detail of detailsOf(node)) {
    if (isRoute(detail) && drawn(detail)) continue;
    if (sections.at(-1)?.title !== detail.section) sections.push({ title: detail.section, details: [] });
    sections.at(-1).details.push(detail);
  }
  return sections.map(({ title, details }) => section(/^Routes /.test(title) ? `${title}, not drawn` : title,
    make('dl', {}, ...details.slice(0, mostRows).map(detailRow)), andMore(details.length)));
}

function focusControls() {
  const button = (direction, text, title) => make('button', {
    type: 'button', 'data-direction': direction, 'aria-pressed': String(state.direction === direction), title,
  }, text);
  return make('div', { class: 'focus', role: 'group', 'aria-label': 'Neighbours' },
    make('label', {}, 'Neighbours within ',
      make('input', { id: 'depth', type: 'number', min: 1, max: 99, value: state.depth, 'aria-label': 'Depth of neighbours' }),
      ` ${state.depth === 1 ? edgeNoun : `${edgeNoun}s`}`),
    make('div', { class: 'segments', role: 'group', 'aria-label': 'Direction' },
      button('up', 'Upstream', 'what leads here (u)'), button('both', 'Both', 'both ways (b)'), button('down', 'Downstream', 'where it leads (d)')));
}

function nodeDetails(node) {
  const changes = node.changes || [];
  const told = new Set(detailsOf(node).map((detail) => detail.value));
  return [
    make('h2', {}, isolated(titleOf(node))),
    make('p', { class: 'kind' }, sign(node.look), lookOf(node), node.pale ? ', disabled' : '',
      node.category ? ', category ' : '', node.category ? isolated(node.category) : '', badge(node.change)),
    ...(node.lines || []).filter((line) => !told.has(line)).map((line) => make('p', { class: 'faint' }, isolated(line))),
    node.was && make('p', { class: 'faint' }, 'was ', isolated(node.was)),
    node.place && make('p', {}, place(node.place)),
    focusControls(),
    changes.length > 0 && section('What changes', make('ul', { class: 'notes' }, ...changes.map((text) => make('li', {}, isolated(text))))),
    routeSection(picture.of === 'process' ? 'From' : 'Routes in', node.incoming, 'source'),
    routeSection(picture.of === 'process' ? 'To' : 'Routes out', node.outgoing, 'target'),
    ...detailSections(node),
  ];
}

function edgeDetails(edge) {
  const row = (name, ...value) => make('div', {}, make('dt', {}, name), make('dd', {}, ...value));
  return [
    make('h2', {}, isolated(edgeName(edge))),
    make('p', { class: 'kind' }, words.line[edge.line], badge(edge.change)),
    edge.place && make('p', {}, place(edge.place)),
    make('dl', {},
      row('From', linkTo(nodes[edge.source])),
      row('To', linkTo(nodes[edge.target])),
      (edge.messages || []).length > 0 && row('Messages', ...edge.messages.map((text) => make('div', {}, isolated(text)))),
      edge.condition && row('When', make('code', {}, isolated(edge.condition))),
      (edge.changes || []).length > 0 && row('Changes', ...edge.changes.map((text) => make('div', {}, isolated(text))))),
  ];
}

function showDetails() {
  const body = byId('body-details');
  const { picked } = state;
  if (!picked) {
    body.replaceChildren(
      make('p', { class: 'empty' }, `Choose ${noun === 'node' ? 'a' : 'an'} ${noun} or a ${edgeNoun} in the picture to see what is known about it.`),
      make('p', { class: 'faint' }, picture.caption || ''));
    return;
  }
  const made = 'source' in picked ? edgeDetails(picked) : nodeDetails(picked);
  body.replaceChildren(...made.filter(Boolean));
}

function showItems() {
  const list = state.query ? state.found : nodes;
  const rows = list.slice(0, mostRows).map((node) => make('li', {
    class: [isShown(node) ? '' : 'faint', node === state.found[state.at] ? 'current' : ''].join(' ').trim() || undefined,
  }, linkTo(node, badge(node.change) ?? make('span'), make('span', { class: 'why' }, isolated(state.query ? whyFound(node, state.query) : (node.lines || [])[0] || '')))));
  byId('body-items').replaceChildren(
    make('h2', {}, state.query ? `${numbers.format(list.length)} found` : counted(list.length, noun)),
    list.length > 0 ? make('ul', { class: 'rows items' }, ...rows) : make('p', { class: 'empty' }, 'Nothing here has all of these words.'),
    andMore(list.length, '; a search finds them') || '');
}

/// The values of a filter with how many nodes or edges have each: [value, title, count, look].
function valuesOf(parts, valuesOfPart, titleOfValue = (value) => value) {
  const counts = new Map();
  for (const part of parts) for (const value of valuesOfPart(part)) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].map(([value, count]) => [value, titleOfValue(value), count]);
}

const byTitle = (values) => values.sort((a, b) => (a[1] < b[1] ? -1 : 1));

function filterGroups() {
  const groups = [
    ['look', picture.of === 'process' ? 'Kind' : 'Role', valuesOf(nodes, (node) => [node.look], (look) => picture.looks[look].title)],
    ['change', 'Change', picture.changes ? valuesOf(nodes, (node) => [changeOf(node)], (change) => words.change[change]) : []],
    ['enabled', 'State', valuesOf(nodes, (node) => [node.pale ? 'disabled' : 'enabled'])],
    ['category', 'Category', byTitle(valuesOf(nodes, (node) => [node.category || ''], (name) => name || '(none)'))],
    ['message', 'Message', byTitle(valuesOf(edges, (edge) => edge.messages || []))],
    ['line', picture.of === 'process' ? 'Lines' : 'Routes', valuesOf(edges, (edge) => [edge.line], (line) => words.line[line])],
  ];
  // A choice of one is none, but for messages: not every edge has one.
  return groups.filter(([name, , values]) => values.length > (name === 'message' ? 0 : 1));
}

function filterGroup([name, title, values]) {
  const option = ([value, text, count]) => make('label', { class: 'option' },
    make('input', { type: 'checkbox', 'data-filter': name, value }),
    name === 'look' ? sign(value) : null,
    make('span', { class: 'text' }, isolated(text)),
    make('span', { class: 'count' }, numbers.format(count)));
  return make('fieldset', {}, make('legend', {}, title), make('div', { class: 'options' }, ...values.slice(0, mostRows).map(option)),
    andMore(values.length, '; a search finds them'));
}

function buildFilters() {
  const groups = filterGroups();
  byId('body-filters').replaceChildren(
    make('h2', {}, 'Show only'),
    make('p', { class: 'faint' }, 'What you tick stays. Ticks in one group are alternatives; all groups must hold.'),
    ...groups.map(filterGroup),
    groups.length === 0 ? make('p', { class: 'empty' }, 'Everything here is of one kind.')
      : make('button', { id: 'filters-clear', type: 'button', class: 'wide' }, 'Clear filters'));
}

function showFilters() {
  for (const box of byId('body-filters').querySelectorAll('input')) box.checked = state.filters[box.dataset.filter].has(box.value);
  const clear = byId('filters-clear');
  if (clear) clear.disabled = !isFiltered();
}

function changeRow(part) {
  const name = 'source' in part
    ? [isolated(titleOf(nodes[part.source])), ' → ', isolated(titleOf(nodes[part.target])), ' ', make('span', { class: 'faint' }, isolated(part.label || ''))]
    : [isolated(titleOf(part))];
  const notes = [...(part.was ? [`was ${part.was}`] : []), ...(part.changes || [])];
  return make('li', { class: part === state.picked ? 'current' : undefined },
    make('button', { type: 'button', class: 'change', [`data-${'source' in part ? 'edge' : 'node'}`]: part.index }, badge(part.change), make('span', {}, ...name)),
    ...notes.slice(0, 5).map((text) => make('p', { class: 'faint' }, isolated(text))),
    notes.length > 5 ? make('p', { class: 'faint' }, `and ${notes.length - 5} more`) : '');
}

function showChanges() {
  if (!picture.changes) return;
  const kinds = ['added', 'removed', 'changed', 'moved'].map((kind) => [kind, changedParts.filter((part) => part.change === kind).length]);
  byId('body-changes').replaceChildren(
    make('h2', {}, changedParts.length === 0 ? 'Nothing changes' : counted(changedParts.length, 'change')),
    picture.before || picture.after ? make('p', { class: 'faint' }, 'from ', isolated(picture.before || '?'), ' to ', isolated(picture.after || '?')) : '',
    make('p', { class: 'kind' }, ...kinds.filter(([, count]) => count > 0).map(([kind, count]) => make('span', { class: `badge ${kind}` }, `${words.sign[kind]} ${numbers.format(count)} ${kind}`))),
    make('div', { class: 'changes-bar' },
      make('label', { class: 'option' }, Object.assign(make('input', { id: 'changes-only', type: 'checkbox' }), { checked: state.changesOnly }), make('span', { class: 'text' }, 'Only what changes')),
      make('button', { id: 'change-previous', type: 'button', title: 'Previous change (p)' }, 'Previous'),
      make('button', { id: 'change-next', type: 'button', title: 'Next change (n)' }, 'Next')),
    make('ul', { class: 'rows' }, ...changedParts.slice(0, mostRows).map(changeRow)),
    andMore(changedParts.length) || '');
}
