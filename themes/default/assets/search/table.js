// The results as a table with sums, and as a file for spreadsheets.
import { labelOf } from './around.js';
import { $, ask, changed, el, fill, head, number, printed, query, total, words } from './page.js';

/** @type {('size' | 'follows' | 'spend')[]} */
const SUMS = ['size', 'follows', 'spend'];
/** @type {Record<string, 'z' | 'f' | 'm'>} */
const CARD = { size: 'z', follows: 'f', spend: 'm' };
const BLOCK = 256;

/** A sum in words: over 40, about 1,000, 40 to 50. @param {Sum} sum @param {string} [unit] */
function sumWords({ low, high, over, under, about }, unit) {
  const last = under ? high - 1 : high;
  const { figure } = words;
  let [qualifier, text] = ['', number(low)];
  if (high === Infinity) qualifier = over ? figure.over : figure.at_least;
  else if (last > low && (low || about)) text = fill(figure.range, { low, high: last });
  else if (under) [qualifier, text] = [figure.under, number(high)];
  else if (last > low) [qualifier, text] = [figure.at_most, number(last)];
  // A sum of what is about and what is over is about: one word says how far it can be trusted.
  if (about) qualifier = figure.about;
  if (unit) text = fill(figure.money, { number: text, currency: unit });
  return qualifier ? fill(figure.qualified, { qualifier, number: text }) : text;
}

/** The head of a column, which sorts by it. @param {string} name @param {string} text @param {string[]} orders the first is the one of the first click */
function sorter(name, text, orders) {
  const now = query.sort || (query.words.some(({ not }) => !not) ? 'relevance' : '-date');
  const [first, second] = orders;
  const next = now === first && second ? second : first;
  const state = !orders.includes(now) ? undefined : now.startsWith('-') ? 'descending' : 'ascending';
  const link = printed(changed((copy) => copy.sort = next));
  return el('th', { scope: 'col', class: SUMS.includes(/** @type {any} */ (name)) ? 'n' : undefined, 'aria-sort': state },
    el('a', { href: link, title: words.sort_by, 'data-again': `.as-table [data-sort="${name}"]`, 'data-sort': name }, text));
}

/** @param {Card[]} cards */
export async function showTable(cards) {
  const known = SUMS.filter((name) => head.numbers.some((one) => one.name === name && one.file));
  const sums = /** @type {Sum[]} */ (await ask('totals', known));
  const unknown = () => el('span', { class: 'quiet' }, words.none);
  const row = (/** @type {Card} */ card) => el('tr', {},
    // The title has its direction, the cell that of the page: its space stays between it and the next.
    el('th', { scope: 'row' }, el('a', { href: $('.as-table').closest('.explore').dataset.root + card.u, ...(card.l ? { lang: card.l, dir: 'auto' } : {}) }, card.t)),
    el('td', {}, card.w ? card.w[1] : unknown()),
    ...known.map((name) => el('td', { class: 'n' }, card[CARD[name]] ?? unknown())));
  const sum = (/** @type {Sum} */ one, /** @type {number} */ i) => el('td', { class: 'n' },
    one.known ? sumWords(one, known[i] === 'spend' ? head.currency : '') : unknown(),
    el('small', {}, fill(words.coverage, { n: one.known, cases: total })));
  $('.as-table').replaceChildren(el('table', {},
    el('thead', {}, el('tr', {}, sorter('title', words.case_column, ['title']), sorter('date', words.date_column, ['-date', 'date']),
      // Amounts of every currency stand there.
      ...known.map((name) => sorter(name, name === 'spend' ? words.field.ad_spend : labelOf(name), [`-${name}`, name])))),
    el('tbody', {}, ...cards.map(row)),
    el('tfoot', {}, el('tr', {}, el('th', { scope: 'row', colspan: 2 }, fill(words.total, { n: total })), ...sums.map(sum)))));
}

/** A cell that no spreadsheet takes for a formula. @param {string | undefined} text */
function cell(text = '') {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All cases that were found, as CSV. */
export async function download() {
  const { platforms, size, follows, ad_spend: spend } = words.field;
  const names = [words.case_column, words.address_column, words.date_column, words.date_kind, platforms, size, follows, spend, words.differ_column];
  const lines = [names];
  for (let from = 0; from < total; from += BLOCK) {
    for (const card of /** @type {Card[]} */ (await ask('cards', from, from + BLOCK))) {
      const address = new URL($('.as-table').closest('.explore').dataset.root + card.u, location.href).href;
      lines.push([card.t, address, card.w?.[0] ?? '', card.w ? words.field[card.w[2]] ?? card.w[2] : '', card.p ?? '', card.z ?? '', card.f ?? '', card.m ?? '', `${card.x ?? ''}`]);
    }
  }
  // The mark at the start tells spreadsheets that this is UTF-8.
  const text = `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })), download: 'cases.csv' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
