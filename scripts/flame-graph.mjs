const ROW_PX = 17;
const WIDTH_PX = 1600;
/** Narrower frames cannot be seen. */
const FRAME_MIN_PX = 0.4;

/**
 * Draws a CPU profile of Node's as a flame graph, the callers above, the callees that took longest at the left.
 *
 * @param {{ nodes: { id: number, callFrame: { functionName: string, url: string, lineNumber: number }, children?: number[] }[],
 *   samples: number[], timeDeltas: number[] }} profile
 * @param {string} title
 * @returns a page that needs nothing else; a click on a frame widens it, one on the title shows all again
 */
export function flameGraph(profile, title) {
  const root = treeOf(profile);
  const frames = [];
  place(root, 0, 0, frames);
  const depth = Math.max(...frames.map((frame) => frame.depth));
  const totalMs = root.microseconds / 1000;
  const drawn = frames.map((frame) => draw(frame, root.microseconds)).join('\n');
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:12px monospace;margin:8px}h1{font-size:14px;cursor:pointer}g{cursor:pointer}rect{stroke:#fff;stroke-width:.5}text{pointer-events:none}</style>
<h1>${escaped(title)}: ${totalMs.toFixed(0)} ms on the processor</h1>
<svg viewBox="0 0 ${WIDTH_PX} ${(depth + 1) * ROW_PX}" width="100%" preserveAspectRatio="none">
${drawn}
</svg>
<script>${ZOOM}</script>
`;
}

/** Merges what the profile has several nodes for: the same function called from the same callers. */
function treeOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const selfMicroseconds = new Map();
  for (const [at, id] of samples.entries()) {
    selfMicroseconds.set(id, (selfMicroseconds.get(id) ?? 0) + Math.max(0, timeDeltas[at]));
  }
  const build = (ids, name) => {
    const byName = new Map();
    let microseconds = 0;
    for (const id of ids) {
      const { children = [] } = byId.get(id);
      microseconds += isIdle(byId.get(id)) ? 0 : (selfMicroseconds.get(id) ?? 0);
      for (const child of children) {
        const childName = nameOf(byId.get(child));
        byName.set(childName, [...(byName.get(childName) ?? []), child]);
      }
    }
    const below = [...byName].map(([childName, childIds]) => build(childIds, childName));
    for (const child of below) microseconds += child.microseconds;
    return { name, microseconds, below: below.sort((a, b) => b.microseconds - a.microseconds) };
  };
  return build([nodes[0].id], 'all');
}

function isIdle({ callFrame }) {
  return callFrame.functionName === '(idle)';
}

function nameOf({ callFrame: { functionName, url, lineNumber } }) {
  const file = url.replace(/^.*\/(dist|node_modules)\//, '').replace(/^file:\/\//, '');
  const name = functionName === '' ? '(anonymous)' : functionName;
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}

function place(node, startMicroseconds, depth, frames) {
  frames.push({ ...node, startMicroseconds, depth });
  let at = startMicroseconds;
  for (const child of node.below) {
    place(child, at, depth + 1, frames);
    at += child.microseconds;
  }
}

function draw({ name, microseconds, startMicroseconds, depth }, totalMicroseconds) {
  const x = (startMicroseconds / totalMicroseconds) * WIDTH_PX;
  const width = (microseconds / totalMicroseconds) * WIDTH_PX;
  if (width < FRAME_MIN_PX) return '';
  const share = ((100 * microseconds) / totalMicroseconds).toFixed(1);
  const label = name.slice(0, Math.floor(width / 7));
  const fill = `hsl(${hueOf(name)} 70% 75%)`;
  return (
    `<g data-x="${x.toFixed(2)}" data-w="${width.toFixed(2)}" data-n="${escaped(name)}">` +
    `<title>${escaped(name)}: ${(microseconds / 1000).toFixed(1)} ms, ${share}%</title>` +
    `<rect x="${x.toFixed(2)}" y="${depth * ROW_PX}" width="${width.toFixed(2)}" height="${ROW_PX - 1}" fill="${fill}"/>` +
    `<text x="${(x + 2).toFixed(2)}" y="${depth * ROW_PX + 12}">${escaped(label)}</text></g>`
  );
}

/** Frames of one file look alike: our own are warm, those of packages blue, those of Node green. */
function hueOf(name) {
  if (name.includes('node:')) return 120;
  if (/ [^ ]+:\d+$/.test(name)) return name.includes('node_modules') || / @?[a-z-]+\/.*\/dist\//.test(name) ? 210 : 30;
  return 0;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

/** Runs in the page. */
const ZOOM = `
const frames = [...document.querySelectorAll('g')];
function zoom(x, w) {
  const scale = ${WIDTH_PX} / w;
  for (const frame of frames) {
    const left = Math.max(0, (frame.dataset.x - x) * scale);
    const right = Math.min(${WIDTH_PX}, (Number(frame.dataset.x) + Number(frame.dataset.w) - x) * scale);
    const width = Math.max(0, right - left);
    frame.style.display = width === 0 ? 'none' : '';
    frame.children[1].setAttribute('x', left);
    frame.children[1].setAttribute('width', width);
    frame.children[2].setAttribute('x', left + 2);
    frame.children[2].textContent = frame.dataset.n.slice(0, Math.floor(width / 7));
  }
}
document.querySelector('svg').addEventListener('click', (event) => {
  const frame = event.target.closest('g');
  if (frame) zoom(Number(frame.dataset.x), Number(frame.dataset.w));
});
document.querySelector('h1').addEventListener('click', () => zoom(0, ${WIDTH_PX}));
`;
