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
let late = 0;
/** What the box holds as it was put there or read. If it holds anything else, its reader is typing. */
let known = '';

/** Results on a page. @param {Query} query */
export const sizeOf = ({ view }) => (view === 'table' ? 50 : 10);

/** @param {string} state @param {...(Node | string)} status */
function become(state, ...status) {
  clearTimeout(late);
  root.dataset.state = state;
  $('[role=status]').replaceChildren(...status);
}

/** What stands there belongs to another query: it goes, unless the answer is near. Later the reader hears where else to look. */
function wait() {
  clearTimeout(late);
  late = setTimeout(() => {
    become('loading', words.loading);
    late = setTimeout(become, 6000, 'slow', words.slow);
  }, 200);
}

/** Fills the box, but never over what is being typed. @param {string} text */
function put(text) {
  if (box.value === known) box.value = known = text;
}

/** @param {any} error */
export function fail(error) {
  root.dataset.error = error.cause ?? 'broken';
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
  put(printBox(to));
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
  wait();
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
    $(`[name=view][value=${query.view}]`).checked = true;
    if (answer.cards) await (await import('./table.js')).showTable(answer.cards);
    else $('.as-list').replaceChildren(...answer.rows.map(entry));
    if (now !== run) return;
    become(total ? 'ready' : 'empty', el('b', {}, fill(words.case, { n: total })), ' ', el('span', { class: 'quiet' }, fill(words.of, { n: head.n })));
    // The results stand: now what is around them.
    await (await import('./around.js')).showAround([...query.notices, ...answer.notices], answer.terms);
  } catch (error) {
    if (now === run) fail(error);
  } finally {
    if (now === run) root.removeAttribute('aria-busy');
  }
}

function read() {
  query = readAddress(location.search, head);
  typing = false;
  put(printBox(query));
  return show();
}

const ready = ask('head').then((answer) => {
  head = answer;
  read();
});
/** Does what the reader wants: what is chosen or typed while the page loads too, as soon as it can be done. @param {() => any} act */
const soon = (act) => ready.then(act).catch(fail);

/** The filters beside the box, as they were before it was typed in. @type {Filter[]} */
let beside = [];

/** What is in the box, with the filters beside it. */
function typed() {
  if (!typing) beside = query.filters.filter(({ not }) => !not);
  return readBox(known = box.value, head, changed((copy) => {
    copy.words = [];
    copy.filters = structuredClone(beside);
  }));
}

let pause = 0;
box.addEventListener('input', () => {
  clearTimeout(pause);
  const own = pause = setTimeout(() => soon(() => {
    // More was typed meanwhile.
    if (own !== pause) return;
    query = typed();
    // What is being typed is one step back, not one a letter.
    history[typing ? 'replaceState' : 'pushState'](null, '', printAddress(query));
    typing = true;
    show();
  }), 150);
});
box.form?.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(pause);
  pause = 0;
  soon(() => go(typed(), typing));
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
    // The link is gone: one in its place, or the results, are what was asked for.
    $(link.dataset.again ?? '[role=status]').focus({ preventScroll: true });
  });
});
// View and order are named as in the query.
$('.bar').addEventListener('change', (/** @type {any} */ { target }) => soon(() => go(changed((copy) => /** @type {any} */ (copy)[target.name] = target.value))));
addEventListener('popstate', () => soon(read));

put(new URLSearchParams(location.search).get('q') ?? '');
wait();
for (const part of document.querySelectorAll('.js')) /** @type {HTMLElement} */ (part).hidden = false;
/** @type {HTMLElement} */ (document.querySelector('.plain')).hidden = true;
if (matchMedia('(max-width: 63.99rem)').matches) $('.fold').open = false;
$('.reload').onclick = () => location.reload();
ready.catch(fail);
export { printAddress as printed };
