// The search page: the box, the results, the address. Filters and the table come when they are needed.
import { blank, printAddress, printBox, readAddress, readBox } from './query.js';

const LIST = 10;
const TABLE = 50;
const root = /** @type {HTMLElement} */ (document.querySelector('.explore'));
const box = /** @type {HTMLInputElement} */ (document.querySelector('#q'));
/** @param {string} selector @returns {any} */
export const $ = (selector) => root.querySelector(selector);
/** The theme's words. */
export const words = JSON.parse(root.dataset.words ?? '');
for (const key of ['number', 'figure', 'field', 'case', 'differ']) words[key] = JSON.parse(root.dataset[key] ?? '');
for (const key of ['unknown', 'undated', 'removed']) words[key] = root.dataset[key];
const plurals = new Intl.PluralRules(document.documentElement.lang);

/** @param {number} n */
export const number = (n) => `${n}`.replace(/\B(?=(\d{3})+$)/g, words.number.group);
/** A text with its places filled; of one with plural forms, the form for `n`.
 * @param {string | Record<string, string>} text
 * @param {Record<string, string | number>} [places]
 * @returns {string}
 */
export function fill(text, places = {}) {
  const form = typeof text === 'string' ? text : text[plurals.select(Number(places.n))] ?? text.other;
  return form.replace(/\{(\w+)\}/g, (whole, key) => (key in places ? (typeof places[key] === 'number' ? number(places[key]) : places[key]) : whole));
}

/** An element. Texts stay texts, whatever is in them.
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @param {...(Node | string | null | undefined | false | '')} children
 * @returns {any}
 */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(.../** @type {Node[]} */ (children.filter(Boolean)));
  return element;
}

const worker = new Worker(new URL(`worker.js?at=${encodeURIComponent(new URL('.', location.href).href)}`, import.meta.url), { type: 'module' });
/** @type {Map<number, [(answer: any) => void, (error: Error) => void]>} */
const waiting = new Map();
let asked = 0;
/** @param {string} what @param {...any} given @returns {Promise<any>} */
export const ask = (what, ...given) => new Promise((resolve, reject) => {
  waiting.set(asked += 1, [resolve, reject]);
  worker.postMessage({ id: asked, ask: what, given });
});
worker.addEventListener('message', ({ data }) => {
  const [resolve, reject] = waiting.get(data.id) ?? [];
  waiting.delete(data.id);
  if (data.failed) reject?.(new Error(data.why, { cause: data.failed }));
  else resolve?.(data.answer);
});
worker.addEventListener('error', () => fail(new Error('worker')));

/** @type {Head} */
export let head;
/** What is asked for now. */
export let query = blank();
export let total = 0;
let typing = false;
let run = 0;

/** @param {string} state */
const become = (state) => (root.dataset.state = state);

/** @param {any} error */
export function fail(error) {
  const stale = error.cause === 'stale';
  console.warn(error.message);
  become('error');
  $('[role=status]').textContent = '';
  $('.when-error').replaceChildren(
    el('h2', {}, stale ? words.stale : words.broken),
    el('p', {}, stale ? words.stale_text : words.broken_text),
    el('p', {}, el('button', { type: 'button', onclick: () => location.reload() }, words.reload)),
  );
}

/** A copy of the query, changed. @param {(copy: Query) => void} change */
export function changed(change) {
  const copy = structuredClone({ ...query, notices: [], page: 1 });
  change(copy);
  copy.filters = copy.filters.filter(({ values }) => values.length);
  return copy;
}

/** Goes on to another query, with an address of its own. @param {Query} to */
export function go(to) {
  query = to;
  typing = false;
  history.pushState(null, '', printAddress(to) === '?' ? location.pathname : printAddress(to));
  box.value = printBox(to);
  return show();
}

/** The words for a value of a field. @param {Filter} filter @param {string} value */
function valueWords({ field, kind }, value) {
  if (value === 'unknown') return words.unknown;
  if (kind === 'facet') return head.facets.find(({ name }) => name === field)?.values?.find(([slug]) => slug.toLowerCase() === value)?.[1] ?? value;
  const say = (/** @type {string} */ end) => (kind === 'number' ? number(Number(end)) : end);
  const [low, high] = value.split('..');
  if (high === undefined) return say(low);
  if (!low && !high) return words.known;
  if (!high) return fill(words.from, { low: say(low) });
  return low ? fill(words.figure.range, { low: say(low), high: say(high) }) : fill(words.to, { high: say(high) });
}

/** The label of a field, as the page has it. @param {string} name */
export const labelOf = (name) => $(`[data-name="${CSS.escape(name)}"] summary`)?.textContent ?? name;

/** What a query is made of, each part with the query that is left without it. */
export function parts() {
  const terms = query.words.map((term, at) => ({
    term: at, name: '', text: printBox({ ...blank(), words: [term] }), rest: changed((copy) => copy.words.splice(at, 1)),
  }));
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
  const texts = notices.map(({ kind, name, value }) => fill(words.notice[kind], { name: kind === 'value' ? labelOf(name) : name, value }));
  $('.notices').replaceChildren(...[...new Set(texts)].map((text) => el('p', {}, text)));
}

function showChips() {
  const chips = parts().map(({ text, rest }) => el('a', { class: 'chip', href: printAddress(rest) }, el('span', { class: 'vh' }, words.remove), el('bdi', {}, text)));
  $('.chips').hidden = !chips.length;
  $('.chips').replaceChildren($('.chips').firstElementChild, ...chips, chips.length > 1 ? el('a', { class: 'small', href: '?' }, words.clear) : '');
}

/** Text of which every other piece is marked. @param {string[]} pieces */
const marked = (pieces) => pieces.map((piece, i) => (i % 2 ? el('mark', {}, piece) : piece));

/** @param {Row} row */
function entry({ card, title, excerpt }) {
  const [iso, date, kind] = card.w ?? [];
  const lang = card.l ? { lang: card.l, dir: 'auto' } : {};
  return el('li', { class: 'entry' },
    el('p', { class: 'when' }, iso && /^\d{4}(-\d\d){0,2}$/.test(iso) ? el('time', { datetime: iso }, date) : date ?? words.undated,
      ' ', kind && el('span', { class: 'which' }, words.field[kind] ?? kind)),
    el('div', lang,
      el('h2', {}, el('a', { href: root.dataset.root + card.u }, ...(title ? marked(title) : [card.t]))),
      (excerpt || card.s) && el('p', {}, ...(excerpt ? marked(excerpt) : [card.s ?? '']))),
    el('div', { class: 'side' },
      card.p && el('p', {}, card.p),
      card.z && el('p', { class: 'num' }, el('b', {}, fill(words.removed, { n: card.z }))),
      el('p', { class: 'num' }, card.m ?? words.spend_unknown),
      card.x && el('p', {}, el('span', { class: 'differ' }, fill(words.differ, { n: card.x })))));
}

function showPages() {
  const pages = Math.ceil(total / (query.view === 'table' ? TABLE : LIST));
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
  $('.way').replaceChildren(...ways.slice(0, 3).flatMap(({ text, count, rest }) => [
    fill(words.way, { n: count, value: text }), ' ', el('a', { href: printAddress(rest) }, words.way_link), ' ']), el('a', { href: '?' }, words.clear));
}

/** Shows what is asked for. */
export async function show() {
  const now = run += 1;
  const late = setTimeout(() => become('loading'), 200);
  const size = query.view === 'table' ? TABLE : LIST;
  const from = (query.page - 1) * size;
  try {
    const copy = structuredClone(query);
    const last = copy.words.at(-1);
    if (typing && last && !last.not && !last.phrase && !/\s$/.test(box.value)) last.prefix = true;
    const answer = await ask('find', copy, from, from + size);
    if (now !== run) return;
    total = answer.total;
    showChips();
    showNotices([...query.notices, ...answer.notices]);
    $('[role=status]').replaceChildren(el('b', {}, fill(words.case, { n: total })), ' ', el('span', { class: 'quiet' }, fill(words.of, { n: head.n })));
    for (const input of root.querySelectorAll('[name=view]')) /** @type {any} */ (input).checked = /** @type {any} */ (input).value === query.view;
    $('[name=sort]').value = query.sort || (query.words.some(({ not }) => !not) ? 'relevance' : '-date');
    if (!total) await showEmpty();
    else if (query.view === 'table') await (await import('./table.js')).showTable(answer.cards);
    else $('.as-list').replaceChildren(...answer.rows.map(entry));
    if (now !== run) return;
    showPages();
    $('.address').textContent = decodeURI(printAddress(query));
    $('.address').href = printAddress(query);
    $('.csv').textContent = fill(words.csv, { n: total });
    clearTimeout(late);
    become(total ? 'ready' : 'empty');
    await (await import('./filters.js')).showFilters();
  } catch (error) {
    if (now === run) fail(error);
  } finally {
    clearTimeout(late);
  }
}

function read() {
  query = readAddress(location.search, head);
  box.value = printBox(query);
  return show();
}

/** What is in the box, with the filters beside it. */
const typed = () => readBox(box.value, head, changed((copy) => {
  copy.words = [];
  copy.filters = copy.filters.filter(({ not }) => !not);
}));

function listen() {
  let pause = 0;
  box.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      query = typed();
      // What is being typed is one step back, not one a letter.
      history[typing ? 'replaceState' : 'pushState'](null, '', printAddress(query));
      typing = true;
      show();
    }, 150);
  });
  document.querySelector('#search')?.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    go(Object.assign(typed(), { sort: query.sort }));
  });
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '')) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  root.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest('a');
    if (!link?.getAttribute('href')?.startsWith('?') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const paging = link.closest('.pages');
    go(readAddress(link.search, head)).then(() => {
      if (paging) $('.bar').scrollIntoView();
      // The link may be gone: the results are what was asked for.
      $('[role=status]').focus({ preventScroll: true });
    });
  });
  for (const input of root.querySelectorAll('[name=view]')) input.addEventListener('change', () => go(changed((copy) => copy.view = /** @type {any} */ (input).value)));
  $('[name=sort]').addEventListener('change', () => go(changed((copy) => copy.sort = $('[name=sort]').value)));
  $('.csv').addEventListener('click', () => import('./table.js').then(({ download }) => download()).catch(fail));
  addEventListener('popstate', read);
}

for (const part of document.querySelectorAll('.js')) /** @type {HTMLElement} */ (part).hidden = false;
/** @type {HTMLElement} */ (document.querySelector('.plain')).hidden = true;
if (matchMedia('(max-width: 63.99rem)').matches) $('.fold').open = false;
ask('head').then((answer) => {
  head = answer;
  listen();
  return read();
}).catch(fail);
export { printAddress as printed };
