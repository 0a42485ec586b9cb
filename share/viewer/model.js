// What is in the picture: nodes and edges as the page's JSON has them, with their elements, neighbours and details.

const byId = (id) => document.getElementById(id);

const picture = JSON.parse(byId('picture').textContent);
const { nodes, edges } = picture;
const svg = document.querySelector('#sheet > svg');
const graph = svg && svg.querySelector('.graph');

const words = {
  line: {
    sync: 'Synchronous, or not known',
    async: 'Asynchronous',
    inferred: 'Found in a setting or in code',
    missing: 'Leads nowhere',
    flow: 'What comes next',
    branch: 'By a condition or a choice',
    failure: 'When something failed',
    undo: 'What undoes a step',
    message: 'Message',
  },
  change: { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Moved', none: 'Unchanged' },
  sign: { added: '+', removed: '−', changed: '~', moved: '→' },
};

const titleOf = (node) => node.title || '(no name)';
const lookOf = (node) => picture.looks[node.look].title;
const numbers = new Intl.NumberFormat('en');
const counted = (count, one, many = `${one}s`) => `${numbers.format(count)} ${count === 1 ? one : many}`;
const grouped = nodes.some((node) => node.look === 'group');
const noun = grouped ? 'node' : picture.of === 'process' ? 'element' : 'item';
const edgeNoun = picture.of === 'process' ? 'line' : 'route';

nodes.forEach((node, index) => {
  Object.assign(node, { index, element: byId(`n${index}`), outgoing: [], incoming: [], marks: '' });
});
edges.forEach((edge, index) => {
  Object.assign(edge, { index, element: byId(`e${index}`), marks: '' });
  nodes[edge.source].outgoing.push(edge);
  nodes[edge.target].incoming.push(edge);
});

// Details are most of the page's text and are not needed to show the picture.
let allDetails = null;
function detailsOf(node) {
  allDetails ??= JSON.parse(byId('details').textContent);
  return allDetails[node.index].map(([section, name, value, place = '', target = -1, gone = false]) => (
    { section, name, value, place, node: nodes[target], gone }));
}

const isRoute = (detail) => detail.section.startsWith('Routes ') || detail.section === 'Targets';

/// What a search looks at, as [what it is, text].
function searchable(node) {
  const found = [['', titleOf(node)]];
  const add = (what, text) => { if (text) found.push([what, text]); };
  (node.lines || []).forEach((line) => add('', line));
  add('Category', node.category);
  add('Was', node.was);
  (node.changes || []).forEach((change) => add('', change));
  // A route is no reason to find the item at its other end.
  detailsOf(node).filter((detail) => !isRoute(detail)).forEach((detail) => add(detail.name, detail.value));
  for (const edge of [...node.outgoing, ...node.incoming]) {
    (edge.messages || []).forEach((message) => add('Message', message));
  }
  return found;
}

let searchTexts = null;
function searchTextOf(node) {
  searchTexts ??= new Array(nodes.length);
  searchTexts[node.index] ??= searchable(node).map(([what, text]) => `${what} ${text}`).join('\n').toLowerCase();
  return searchTexts[node.index];
}

/// Nodes that hold all words, those with the first word in their name first, and of these those that begin with it.
function search(text) {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return [];
  const found = nodes.filter((node) => {
    const all = searchTextOf(node);
    return parts.every((part) => all.includes(part));
  });
  const whole = parts.join(' ');
  const rank = (node) => {
    const title = titleOf(node).toLowerCase();
    if (title === whole) return 0;
    if (title.startsWith(whole)) return 1;
    return title.includes(parts[0]) ? 2 : 3;
  };
  return found.map((node) => [rank(node), node]).sort((a, b) => a[0] - b[0] || a[1].index - b[1].index).map(([, node]) => node);
}

/// Where the words were found when the name does not say it: "Port: 8080".
function whyFound(node, text) {
  const part = text.toLowerCase().split(/\s+/).find((each) => each && !titleOf(node).toLowerCase().includes(each));
  if (!part) return (node.lines || [])[0] || '';
  const [what, where] = searchable(node).find(([name, value]) => `${name} ${value}`.toLowerCase().includes(part)) || ['', ''];
  const at = Math.max(0, where.toLowerCase().indexOf(part) - 24);
  return (what ? `${what}: ` : '') + (at > 0 ? '…' : '') + where.slice(at, at + 96);
}

/// The nodes at most `depth` routes away, and the edges between them that lead there. `shown` tells which edges count.
function neighbourhood(start, depth, direction, shown) {
  const reached = new Set([start]);
  const crossed = new Set();
  const walk = (side, other) => {
    const seen = new Set([start]);
    let border = [start];
    for (let step = 0; step < depth && border.length > 0; step += 1) {
      const next = [];
      for (const node of border) {
        for (const edge of node[side]) {
          if (!shown(edge)) continue;
          crossed.add(edge);
          const end = nodes[edge[other]];
          if (seen.has(end)) continue;
          seen.add(end);
          next.push(end);
        }
      }
      border = next;
    }
    seen.forEach((node) => reached.add(node));
  };
  if (direction !== 'up') walk('outgoing', 'target');
  if (direction !== 'down') walk('incoming', 'source');
  return { nodes: reached, edges: crossed };
}
