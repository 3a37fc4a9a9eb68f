// Answers queries: which cases, in which order, and what a page shows of them.
import { excerpt, marked } from './excerpt.js';
import { Index } from './index.js';
import { matchWords } from './match.js';

// What only some queries need is loaded by the first that does.
const columns = () => import('./columns.js');

/** The query of an address that has nothing but plain words, as the page will read it too. Of any other: nothing.
 * @param {string} address
 * @returns {Query | null}
 */
export function early(address) {
  const pairs = [...new URLSearchParams(address)];
  const [key, text] = pairs[0] ?? ['q', ''];
  if (pairs.length > 1 || key !== 'q' || !/^[\p{L}\p{M}\p{N}\s]*$/u.test(text)) return null;
  const words = (text.match(/\S+/g) ?? []).map((word) => ({ text: word, phrase: false, prefix: false, not: false }));
  return { words, filters: [], sort: '', view: 'list', page: 1, notices: [] };
}

export class Search {
  /** @type {Sieve[]} */
  sieves = [];
  /** @type {Mark[]} */
  marks = [];
  /** How many sieves hold each document back. */
  held = new Uint8Array();
  /** The documents found, in order. @type {number[]} */
  docs = [];

  /** @param {Index} index an open one */
  constructor(index) {
    this.index = index;
  }

  /** Finds and sorts.
   * @param {Query} query
   * @returns {Promise<{ total: number, notices: Notice[], terms: (number | undefined)[] }>} with the numbers of the terms that were looked for
   */
  async find(query) {
    const { index } = this;
    /** @type {Notice[]} */
    const notices = [];
    const say = (/** @type {Notice} */ notice) => notices.push(notice);
    const [words, filters] = await Promise.all([
      matchWords(index, query, say),
      query.filters.length ? columns().then(({ filterSieves }) => filterSieves(index, query, say)) : [],
    ]);
    const sieves = [...words.sieves, ...filters];
    const held = new Uint8Array(index.n);
    const score = new Float64Array(index.n);
    for (const { mask, score: points } of sieves) {
      for (let d = 0; d < index.n; d += 1) {
        held[d] += 1 - mask[d];
        if (points) score[d] += points[d];
      }
    }
    const docs = [];
    for (let d = index.n - 1; d >= 0; d -= 1) if (!held[d]) docs.push(d);
    const sort = query.sort || 'relevance';
    // Newest first is the order that they are in; sorting keeps it among equals.
    if (sort === 'relevance') docs.sort((a, b) => score[b] - score[a]);
    else if (sort !== '-date') (await columns()).sort(docs, await (await columns()).sortKey(index, sort));
    Object.assign(this, { sieves, held, docs, marks: words.marks });
    return { total: docs.length, notices, terms: sieves.map(({ term }) => term) };
  }

  /** What a page shows of the cases from one place in the order to another.
   * @param {number} from
   * @param {number} to
   * @returns {Promise<Row[]>}
   */
  rows(from, to) {
    const { index, marks } = this;
    const docs = this.docs.slice(from, to);
    const near = new Set(docs.map((d) => d >> 5)).size * 3 < docs.length;
    return Promise.all(docs.map(async (d) => {
      if (!marks.length && near) return { card: await (await import('./counts.js')).card(index, d) };
      const { card, text } = await index.text(d);
      if (!marks.length) return { card };
      return { card, title: marked(card.t, marks), excerpt: excerpt(text, marks) };
    }));
  }
}
