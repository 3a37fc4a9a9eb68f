// Facets and ranges beside the results. Each reads its column when it is opened.
import { range, side } from './query.js';
import { labelOf } from './around.js';
import { $, ask, changed, el, fail, fill, go, head, number, query, words } from './page.js';

const FEW = 8;
const MANY = 20;
const MOST = 200;
// What is opened by itself where the whole of the columns is small.
const FIRST = ['origin', 'type', 'platform', 'size', 'spend', 'date', 'sources'];
const HEIGHT = 44;

/** @type {Set<string>} */
const expanded = new Set();
/** @type {Map<string, string>} */
const narrowed = new Map();
let ready = false;

/** @param {string} name */
const chosen = (name) => query.filters.find((filter) => filter.field === name && !filter.not);

/** Chooses values of a field, instead of those chosen before. @param {string} name @param {string[]} values */
function choose(name, values) {
  const kind = head.numbers.find((one) => one.name === name)?.kind ?? 'facet';
  return go(changed((copy) => {
    const others = copy.filters.filter((filter) => filter.field !== name || filter.not);
    const ranges = kind === 'facet' ? [] : values.map((value) => range(kind, value)).filter((one) => one !== null);
    copy.filters = [...others, { field: name, kind, not: false, values: kind === 'facet' ? values : ranges.map(({ text }) => text), ranges }];
  }));
}

/** @param {string} name @param {string} value @param {string} label @param {number} count @param {boolean} checked */
const option = (name, value, label, count, checked) => el('label', { class: count ? undefined : 'none' },
  el('input', {
    type: 'checkbox', name, value, checked,
    onchange: () => {
      const values = chosen(name)?.values ?? [];
      choose(name, values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
    },
  }), el('bdi', {}, label), el('span', { class: 'num' }, number(count)));

/** @param {HTMLElement} place @param {string} name */
async function showFacet(place, name) {
  const { values, unknown } = await ask('facetCounts', name);
  const selected = new Set(chosen(name)?.values);
  /** @type {{ slug: string, label: string, count: number }[]} */
  const all = [...values, ...(unknown || selected.has('unknown') ? [{ slug: 'unknown', label: words.unknown, count: unknown }] : [])];
  const wanted = (narrowed.get(name) ?? '').toLowerCase();
  const sorted = all.map((value, at) => ({ ...value, at, on: selected.has(value.slug.toLowerCase()) }))
    .filter(({ label, on }) => on || label.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.on) - Number(a.on) || b.count - a.count || a.at - b.at);
  const shown = sorted.filter(({ on }, i) => on || i < (expanded.has(name) ? MOST : FEW));
  const list = shown.map(({ slug, label, count, on }) => option(name, slug.toLowerCase(), label, count, on));
  const narrow = expanded.has(name) && all.length > MANY && el('input', {
    type: 'search', class: 'narrow', value: narrowed.get(name) ?? '', 'aria-label': fill(words.narrow, { name: labelOf(name) }),
    oninput: (/** @type {any} */ event) => {
      narrowed.set(name, event.target.value);
      refresh(place, name, 'facet');
    },
  });
  const more = !expanded.has(name) && all.length > shown.length && el('button', {
    type: 'button', class: 'link more',
    onclick: () => {
      expanded.add(name);
      refresh(place, name, 'facet').then(() => /** @type {HTMLElement | null} */ (place.querySelector('input'))?.focus());
    },
  }, fill(words.all, { n: all.length }));
  return [narrow, ...list, more, !all.length && words.no_values];
}

/** Round steps from the least to the most: 0, 1, 3, 10, 30 …, or years.
 * @param {NumberHead} field
 */
function edgesOf({ kind, min = 0, max = 0 }) {
  if (kind === 'date') {
    const [first, last] = [min, max].map((day) => new Date(day * 864e5).getUTCFullYear());
    const step = Math.ceil((last - first + 1) / 24);
    const years = Array.from({ length: Math.ceil((last - first + 1) / step) + 1 }, (_, i) => first + i * step);
    return years.map((year) => ({ at: Date.UTC(year, 0, 1) / 864e5, low: `${year}`, high: `${Math.min(year - 1, last)}` }));
  }
  const edges = [0];
  for (let step = 1; edges[edges.length - 1] < max && edges.length < 40; step *= 10) edges.push(step, 3 * step);
  while (edges.length > 2 && edges[1] <= min) edges.shift();
  while (edges.length > 2 && edges[edges.length - 2] >= max) edges.pop();
  return edges.map((at) => ({ at, low: `${at}`, high: `${at}` }));
}

/** What the two ends show: the first range, or a lower and an upper bound together. @param {Span[]} ranges @returns {Span | undefined} */
function boundsOf([one, ...others]) {
  const other = one && side(one) ? others.find((each) => side(each) === -side(one)) : undefined;
  if (!other) return one;
  const [low, high] = side(one) > 0 ? [one, other] : [other, one];
  return { text: `${low.text}${high.text.slice(2)}`, lo: low.lo, hi: high.hi };
}

/** @param {HTMLElement} place @param {string} name */
async function showRange(place, name) {
  const field = /** @type {NumberHead} */ (head.numbers.find((one) => one.name === name));
  const edges = edgesOf(field);
  const { counts, unknown } = await ask('histogram', name, edges.map(({ at }) => at));
  const filter = chosen(name);
  const bounds = boundsOf(filter?.ranges.filter(({ text }) => text !== 'unknown') ?? []);
  const withUnknown = !filter || filter.values.includes('unknown');
  const [low, high] = bounds ? (bounds.text.includes('..') ? bounds.text.split('..') : [bounds.text, bounds.text]) : ['', ''];
  const steps = edges.length - 1;
  const from = bounds ? Math.max(0, edges.findLastIndex(({ at }) => at <= bounds.lo)) : 0;
  const to = bounds && bounds.hi < edges[steps].at ? Math.max(from, edges.findIndex(({ at }) => at >= bounds.hi)) : steps;
  // Dates between two edges are a year at least.
  const gap = Number(field.kind === 'date');
  const lowAt = (/** @type {number} */ at) => edges[Math.max(0, Math.min(at, to - gap))].low;
  const highAt = (/** @type {number} */ at) => edges[Math.min(steps, Math.max(at, from + gap))].high;
  const print = (/** @type {string} */ text) => (field.kind === 'number' && text ? number(Number(text)) : text);
  /** @param {string} lower @param {string} upper @param {boolean} unknowns */
  const set = (lower, upper, unknowns) => {
    const text = `${lower}..${upper}`;
    const values = text === '..' && unknowns ? [] : [text, ...(unknowns ? ['unknown'] : [])];
    return choose(name, values);
  };
  const most = Math.max(1, ...counts);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ class: 'chart', height: `${HEIGHT}`, 'aria-hidden': 'true' })) svg.setAttribute(key, value);
  counts.forEach((/** @type {number} */ count, /** @type {number} */ i) => {
    const bar = document.createElementNS(svg.namespaceURI, 'rect');
    const height = count && Math.max(2, Math.round((count / most) * (HEIGHT - 4)));
    const shape = { class: i >= from && i < to ? 'c1' : 'c0', x: `${(100 * i) / steps}%`, width: `${92 / steps}%`, y: HEIGHT - height, height };
    for (const [key, value] of Object.entries(shape)) bar.setAttribute(key, `${value}`);
    svg.append(bar);
  });
  /** @param {number} value @param {string} text what the value is called @param {string} label @param {(at: number) => string} textAt @param {(at: number) => void} moved */
  const slide = (value, text, label, textAt, moved) => el('input', {
    type: 'range', min: 0, max: steps, value, 'aria-label': label, 'aria-valuetext': print(text || textAt(value)),
    oninput: (/** @type {any} */ event) => event.target.setAttribute('aria-valuetext', print(textAt(Number(event.target.value)))),
    onchange: (/** @type {any} */ event) => moved(Number(event.target.value)),
  });
  const end = (/** @type {string} */ value, /** @type {string} */ ghost, /** @type {string} */ label, /** @type {(text: string) => void} */ typed) => el('input', {
    type: 'text', inputmode: field.kind === 'number' ? 'numeric' : 'text', value: print(value), placeholder: print(ghost), 'aria-label': label, autocomplete: 'off',
    onchange: (/** @type {any} */ event) => {
      const text = event.target.value.trim();
      const read = text && range(field.kind, text);
      event.target.setAttribute('aria-invalid', `${read === null}`);
      event.target.setCustomValidity(read === null ? fill(words.notice.value, { name: labelOf(name), value: text }) : '');
      event.target.reportValidity();
      if (read !== null) typed(read ? read.text : '');
    },
    onkeydown: (/** @type {any} */ event) => event.key === 'Enter' && event.target.dispatchEvent(new Event('change')),
  });
  const [fromLabel, toLabel] = [words.low, words.high].map((text) => fill(text, { name: labelOf(name) }));
  const keep = !!filter && withUnknown;
  return [
    el('div', { class: 'range' }, svg),
    el('div', { class: 'slide' },
      slide(from, low, fromLabel, lowAt, (at) => set(at ? lowAt(at) : '', high, keep)),
      slide(to, high, toLabel, highAt, (at) => set(low, at < steps ? highAt(at) : '', keep))),
    el('div', { class: 'ends' },
      end(low, edges[0].low, fromLabel, (text) => set(text.split('..')[0], high, keep)),
      el('span', { class: 'quiet' }, words.between),
      end(high, edges[steps].high, toLabel, (text) => set(low, text.split('..').at(-1) ?? '', keep))),
    el('label', {}, el('input', {
      type: 'checkbox', name: `unknown-${name}`, value: 'unknown', checked: withUnknown,
      onchange: () => set(low, high, !withUnknown),
    }), words.with_unknown, el('span', { class: 'num' }, number(unknown))),
  ];
}

/** How a control is found again after it was made anew. @param {Element | null} element */
const mark = (element) => element && `${element.tagName}[type="${element.getAttribute('type')}"]`
  + (element.getAttribute('aria-label') ? `[aria-label="${CSS.escape(element.getAttribute('aria-label') ?? '')}"]` : `[name="${CSS.escape(element.getAttribute('name') ?? '')}"]`)
  + (element.getAttribute('type') === 'checkbox' ? `[value="${CSS.escape(/** @type {any} */ (element).value)}"]` : '');

/** @param {HTMLElement} place @param {string} name @param {string} kind */
async function refresh(place, name, kind) {
  const made = await (kind === 'facet' ? showFacet : showRange)(place, name);
  const focused = document.activeElement;
  const held = place.contains(focused) ? mark(focused) : null;
  place.replaceChildren(.../** @type {Node[]} */ (made.filter(Boolean)));
  const again = held && /** @type {HTMLElement | null} */ (place.querySelector(held.replace('[type="checkbox"][name', '[name')));
  if (again && again !== focused) {
    again.focus();
    if (again instanceof HTMLInputElement && again.type === 'search') again.setSelectionRange(again.value.length, again.value.length);
  }
}

/** Brings every open filter up to date. @param {boolean} small whether all columns together weigh little */
export async function showFilters(small) {
  /** @type {HTMLDetailsElement[]} */
  const all = [...$('.fold').querySelectorAll('.facet')];
  if (!ready) {
    ready = true;
    for (const details of all) {
      const name = details.dataset.name ?? '';
      details.open ||= !!chosen(name) || (small && FIRST.includes(name));
      details.addEventListener('toggle', () => details.open && update(details).catch(fail));
    }
  }
  await Promise.all(all.filter(({ open }) => open).map(update));
}

/** Brings a filter up to date. If it cannot be read, the results beside it are as true as before.
 * @param {HTMLDetailsElement} details
 */
async function update(details) {
  const place = /** @type {HTMLElement} */ (details.lastElementChild);
  try {
    await refresh(place, details.dataset.name ?? '', details.dataset.kind ?? '');
  } catch (error) {
    if (/** @type {any} */ (error).cause === 'stale') throw error;
    const again = () => update(details).then(() => /** @type {HTMLElement | null} */ (place.querySelector('input, button'))?.focus()).catch(fail);
    place.replaceChildren(el('p', { class: 'hint', role: 'alert' }, words.unread, ' ', el('button', { type: 'button', class: 'link', onclick: again }, $('.reload').textContent)));
  }
}
