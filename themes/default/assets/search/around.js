// What stands around the results: what they are filtered by, what was not understood, pages, and a way out of none.
import { meant } from './names.js';
import { blank, printAddress, printBox } from './query.js';
import { $, ask, changed, el, fail, fill, head, number, query, sizeOf, total, words } from './page.js';

const SMALL = 16384;
/** Notices that are of a field. */
const FIELDS = ['value', 'absent', 'unfilled'];

/** The words that were looked for; not those beyond the most. @type {(number | undefined)[]} */
let asked = [];

/** Labels of values. @type {Map<string, string>} */
const labels = new Map();

/** Looks up what is chosen: its column is at hand, since it was searched. What a value is called else gives way to its own
 * name, so that each is chosen once and its box is ticked. */
async function learn() {
  let plainer = false;
  for (const filter of query.filters) {
    const { field, kind, values } = filter;
    if (kind !== 'facet' || values.every((value) => labels.has(`${field} ${value}`))) continue;
    const column = /** @type {{ values: { slug: string, label: string, names: string[] }[] }} */ (await ask('facetCounts', field));
    for (const { slug, label } of column.values) labels.set(`${field} ${slug.toLowerCase()}`, label);
    const own = [...new Set(values.map((value) => (value === 'unknown' ? value : meant(column, value)[0]?.slug.toLowerCase() ?? value)))];
    if (own.join() === values.join()) continue;
    filter.values = own;
    plainer = true;
  }
  return plainer;
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

/** The label of a field, as the page has it; of one that no case fills, as the index has it. @param {string} name @returns {string} */
export function labelOf(name) {
  const shown = $(`[data-name="${CSS.escape(name)}"] summary`)?.textContent;
  if (shown) return shown;
  const [base, currency] = name.split('.');
  const label = [...head.facets, ...head.numbers].find((one) => one.name === base)?.label ?? base;
  return currency ? `${label} (${currency.toUpperCase()})` : label;
}

/** What a query is made of, each part with the query that is left without it. What was not asked for is no part. */
function parts() {
  // A word that stands twice is one part.
  const texts = query.words.map((term) => printBox({ ...blank(), words: [term] }));
  const terms = texts.flatMap((text, at) => (texts.indexOf(text) < at || !asked.includes(at) ? [] : [{
    term: at, name: '', text, rest: changed((copy) => copy.words = copy.words.filter((_, i) => texts[i] !== text)),
  }]));
  const filters = query.filters.flatMap((filter, at) => filter.values.map((value, i) => ({
    term: null,
    name: filter.field,
    text: fill(filter.not ? words.not : words.pair, { name: labelOf(filter.field), value: valueWords(filter, value) }),
    rest: changed((copy) => [copy.filters[at].values, copy.filters[at].ranges].map((list) => list.splice(i, 1))),
  })));
  return [...terms, ...filters];
}

/** @param {Notice[]} notices */
function showNotices(notices) {
  const texts = notices.map(({ kind, name, value }) => fill(words.notice[kind], { name: FIELDS.includes(kind) ? labelOf(name) : name, value }));
  $('.notices').replaceChildren(...[...new Set(texts)].map((text) => el('p', {}, text)));
}

function showChips() {
  const chips = parts().map(({ text, rest }) => el('a', { class: 'chip', href: printAddress(rest) }, el('span', { class: 'vh' }, words.remove), el('bdi', {}, text)));
  $('.chips').hidden = !chips.length;
  $('.chips').replaceChildren($('.chips').firstElementChild, ...chips, chips.length > 1 ? el('a', { class: 'small', href: '?' }, words.clear) : '');
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
    parts().length ? el('p', {}, el('a', { href: '?' }, words.clear)) : '');
}

/** Shows what the cases are sorted by, also where that is none of the usual orders. */
function showSort() {
  const sort = query.sort || (query.words.some(({ not }) => !not) ? 'relevance' : '-date');
  const select = $('[name=sort]');
  select.querySelector('.other')?.remove();
  if (![...select.options].some(({ value }) => value === sort)) {
    const name = labelOf(sort.replace(/^-/, ''));
    select.append(el('option', { class: 'other', value: sort }, fill(sort.startsWith('-') ? words.descending : words.ascending, { name })));
  }
  select.value = sort;
}

/** @param {Notice[]} notices @param {(number | undefined)[]} terms those that were looked for */
export async function showAround(notices, terms) {
  asked = terms;
  showSort();
  if (await learn()) history.replaceState(null, '', printAddress(query));
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
  const size = [...head.facets, ...head.numbers].reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  const { showFilters } = await import('./filters.js');
  await showFilters(size <= SMALL);
}
