// What stands around the results: what they are filtered by, what was not understood, pages, and a way out of none.
import { blank, printAddress, printBox } from './query.js';
import { $, ask, changed, el, fail, fill, head, number, query, sizeOf, total, words } from './page.js';

const SMALL = 16384;

/** What of the query the answer did without: words beyond the most, and values that a field has not. @type {(term: number | null, name: string, value: string) => boolean} */
let unasked = () => false;

/** Labels of values. @type {Map<string, string>} */
const labels = new Map();

/** Looks up the labels of what is chosen: their column is at hand, since it was searched. */
async function learn() {
  for (const { field, kind, values } of query.filters) {
    if (kind !== 'facet' || values.every((value) => labels.has(`${field} ${value}`))) continue;
    for (const { slug, label } of (await ask('facetCounts', field)).values) labels.set(`${field} ${slug.toLowerCase()}`, label);
  }
}

/** The words for a value of a field. @param {Filter} filter @param {string} value */
function valueWords({ field, kind }, value) {
  if (value === 'unknown') return words.unknown;
  if (kind === 'facet') return labels.get(`${field} ${value}`) ?? value;
  const say = (/** @type {string} */ end) => (kind === 'number' ? number(Number(end)) : end);
  const [low, high] = value.split('..');
  if (high === undefined) return say(low);
  if (!low && !high) return words.known;
  const [from, to] = kind === 'date' ? [words.since, words.until] : [words.from, words.to];
  if (!high) return fill(from, { low: say(low) });
  return low ? fill(words.figure.range, { low: say(low), high: say(high) }) : fill(to, { high: say(high) });
}

/** The label of a field, as the page has it. @param {string} name */
export const labelOf = (name) => $(`[data-name="${CSS.escape(name)}"] summary`)?.textContent ?? name;

/** What a query is made of, each part with the query that is left without it. What was not asked for is no part. */
function parts() {
  // A word that stands twice is one part.
  const texts = query.words.map((term) => printBox({ ...blank(), words: [term] }));
  const terms = texts.flatMap((text, at) => (texts.indexOf(text) < at || unasked(at, '', text) ? [] : [{
    term: at, name: '', text, rest: changed((copy) => copy.words = copy.words.filter((_, i) => texts[i] !== text)),
  }]));
  const filters = query.filters.flatMap((filter, at) => filter.values.flatMap((value, i) => (unasked(null, filter.field, value) ? [] : [{
    term: null,
    name: filter.field,
    text: fill(filter.not ? words.not : words.pair, { name: labelOf(filter.field), value: valueWords(filter, value) }),
    rest: changed((copy) => [copy.filters[at].values, copy.filters[at].ranges].map((list) => list.splice(i, 1))),
  }])));
  return [...terms, ...filters];
}

/** @param {Notice[]} notices */
function showNotices(notices) {
  const texts = notices.map(({ kind, name, value }) => fill(words.notice[kind], { name: kind === 'value' ? labelOf(name) : name, value }));
  $('.notices').replaceChildren(...[...new Set(texts)].map((text) => el('p', {}, text)));
}

function showChips() {
  const chips = parts().map(({ text, rest }) => el('a', { class: 'chip', href: printAddress(rest) }, el('span', { class: 'vh' }, words.remove), el('bdi', {}, text)));
  const idle = query.filters.some(({ field, values }) => values.some((value) => unasked(null, field, value)));
  $('.chips').hidden = !chips.length;
  $('.chips').replaceChildren($('.chips').firstElementChild, ...chips, chips.length > 1 || idle && chips.length ? el('a', { class: 'small', href: '?' }, words.clear) : '');
}

function showPages() {
  const pages = Math.ceil(total / sizeOf(query));
  const link = (/** @type {number} */ page, /** @type {string} */ text, /** @type {string} */ rel) => el('li', {}, el('a', { href: printAddress({ ...query, page }), rel }, text));
  $('.pages').hidden = pages < 2;
  $('.pages').replaceChildren(el('p', { class: 'num' }, fill(words.page, { page: query.page, pages })), el('ul', {},
    query.page > 1 && link(query.page - 1, words.previous, 'prev'),
    query.page < pages && link(query.page + 1, words.next, 'next')));
}

/** Why nothing was found, and what to leave out. */
async function showEmpty() {
  const counts = /** @type {{ term: number | null, name: string, count: number }[]} */ (await ask('ways')).filter(({ count }) => count);
  const ways = parts().flatMap((part) => {
    const way = counts.find(({ term, name }) => term === part.term && name === part.name);
    return way ? [{ ...part, ...way, rest: way.term === null ? changed((copy) => copy.filters = copy.filters.filter(({ field }) => field !== way.name)) : part.rest }] : [];
  }).sort((a, b) => b.count - a.count);
  $('.way').replaceChildren(
    ...ways.slice(0, 3).map(({ text, count, rest }) => el('p', {}, fill(words.way, { n: count, value: text }), ' ', el('a', { href: printAddress(rest) }, words.way_link))),
    el('p', {}, el('a', { href: '?' }, words.clear)));
}

/** @param {Notice[]} notices @param {number[]} terms those that were looked for */
export async function showAround(notices, terms) {
  unasked = (term, field, text) => (term === null ? notices.some(({ kind, name, value }) => kind === 'value' && name === field && value === text) : !terms.includes(term));
  await learn();
  showChips();
  showNotices(notices);
  showPages();
  const address = printAddress(query);
  $('.address').textContent = address;
  $('.address').href = address;
  $('.csv').textContent = fill(words.csv, { n: total });
  $('.csv').onclick = () => import('./table.js').then(({ download }) => download()).catch(fail);
  if (!total) await showEmpty();
  // Filters cost a column each: they wait for their reader, unless they are few or in use.
  const size = [...head.facets, ...head.numbers].reduce((sum, { bytes }) => sum + bytes, 0);
  const { showFilters } = await import('./filters.js');
  await showFilters(size <= SMALL);
}
