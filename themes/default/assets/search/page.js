// The search page: the box, the results, the address. Filters and the table come when they are needed.
import { blank, printAddress, printBox, readAddress, readBox } from './query.js';
import { broken, worker } from './start.js';

const root = /** @type {HTMLElement} */ (document.querySelector('.explore'));
const box = /** @type {HTMLInputElement} */ (document.querySelector('#q'));
/** @param {string} selector @returns {any} */
export const $ = (selector) => root.querySelector(selector);
/** The theme's words. */
export const words = JSON.parse(root.dataset.words ?? '');
for (const [key, text] of Object.entries(root.dataset)) words[key] = text?.startsWith('{"') ? JSON.parse(text) : text;
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
broken.then(() => fail(new Error('worker')));

/** @type {Head} */
export let head;
/** What is asked for now. */
export let query = blank();
export let total = 0;
let typing = false;
let run = 0;

/** Results on a page. @param {Query} query */
export const sizeOf = ({ view }) => (view === 'table' ? 50 : 10);

/** @param {string} state */
const become = (state) => (root.dataset.state = state);

/** @param {any} error */
export function fail(error) {
  root.dataset.error = error.cause ?? 'broken';
  $('[role=status]').textContent = '';
  become('error');
}

/** A copy of the query, changed. @param {(copy: Query) => void} change */
export function changed(change) {
  const copy = structuredClone({ ...query, notices: [], page: 1 });
  change(copy);
  copy.filters = copy.filters.filter(({ values }) => values.length);
  return copy;
}

/** Goes on to another query, with an address of its own. @param {Query} to @param {boolean} [same] whether it is the one being typed */
export function go(to, same) {
  query = to;
  typing = false;
  const address = printAddress(to);
  history[same ? 'replaceState' : 'pushState'](null, '', address === '?' ? location.pathname : address);
  box.value = printBox(to);
  return show();
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

/** Shows what is asked for. */
export async function show() {
  const now = run += 1;
  const late = setTimeout(() => become('loading'), 200);
  const size = sizeOf(query);
  root.setAttribute('aria-busy', 'true');
  const from = (query.page - 1) * size;
  try {
    const copy = structuredClone(query);
    const last = copy.words.at(-1);
    if (typing && last && !last.not && !last.phrase && !/\s$/.test(box.value)) last.prefix = true;
    const answer = await ask('find', copy, from, from + size);
    if (now !== run) return;
    total = answer.total;
    if (total && from >= total) {
      query.page = Math.ceil(total / size);
      return void show();
    }
    $('[role=status]').replaceChildren(el('b', {}, fill(words.case, { n: total })), ' ', el('span', { class: 'quiet' }, fill(words.of, { n: head.n })));
    for (const input of root.querySelectorAll('[name=view]')) /** @type {any} */ (input).checked = /** @type {any} */ (input).value === query.view;
    $('[name=sort]').value = query.sort || (query.words.some(({ not }) => !not) ? 'relevance' : '-date');
    if (query.view === 'table' && total) await (await import('./table.js')).showTable(answer.cards);
    else $('.as-list').replaceChildren(...answer.rows.map(entry));
    if (now !== run) return;
    clearTimeout(late);
    become(total ? 'ready' : 'empty');
    // The results stand: now what is around them.
    await (await import('./around.js')).showAround([...query.notices, ...answer.notices], answer.terms);
  } catch (error) {
    if (now === run) fail(error);
  } finally {
    clearTimeout(late);
    if (now === run) root.removeAttribute('aria-busy');
  }
}

function read() {
  query = readAddress(location.search, head);
  typing = false;
  box.value = printBox(query);
  return show();
}

/** The filters beside the box, as they were before it was typed in. @type {Filter[]} */
let beside = [];

/** What is in the box, with the filters beside it. */
function typed() {
  if (!typing) beside = query.filters.filter(({ not }) => !not);
  return readBox(box.value, head, changed((copy) => {
    copy.words = [];
    copy.filters = structuredClone(beside);
  }));
}

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
    go(typed(), typing);
  });
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || document.activeElement?.matches('textarea,input:not([type=checkbox],[type=radio],[type=range])')) return;
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
  addEventListener('popstate', read);
}

for (const part of document.querySelectorAll('.js')) /** @type {HTMLElement} */ (part).hidden = false;
/** @type {HTMLElement} */ (document.querySelector('.plain')).hidden = true;
if (matchMedia('(max-width: 63.99rem)').matches) $('.fold').open = false;
$('.reload').addEventListener('click', () => location.reload());
ask('head').then((answer) => {
  head = answer;
  listen();
  return read();
}).catch(fail);
export { printAddress as printed };
