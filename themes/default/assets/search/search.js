// Answers queries: which cases, in which order, and what a page shows of them.
import { Index } from './index.js';

// What only some queries need is loaded by the first that does.
const columns = () => import('./columns.js');

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
   * @returns {Promise<{ total: number, notices: Notice[] }>}
   */
  async find(query) {
    const { index } = this;
    /** @type {Notice[]} */
    const notices = [];
    const say = (/** @type {Notice} */ notice) => notices.push(notice);
    const [words, filters] = await Promise.all([
      query.words.length ? import('./match.js').then(({ matchWords }) => matchWords(index, query, say)) : { sieves: [], marks: [] },
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
    return { total: docs.length, notices };
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
      if (!marks.length && near) return { card: await index.card(d) };
      const { card, text } = await index.text(d);
      if (!marks.length) return { card };
      const { excerpt, marked } = await import('./excerpt.js');
      return { card, title: marked(card.t, marks), excerpt: excerpt(text, marks) };
    }));
  }

  /** The cards of cases, for a table. @param {number} from @param {number} to */
  cards(from, to) {
    return Promise.all(this.docs.slice(from, to).map((d) => this.index.card(d)));
  }

  /** The documents that all but one field, or one term, lets through.
   * @param {(sieve: Sieve) => boolean} own
   */
  without(own) {
    const open = this.held.slice();
    for (const { mask } of this.sieves.filter(own)) for (let d = 0; d < open.length; d += 1) open[d] -= 1 - mask[d];
    return open.map((count) => Number(!count));
  }

  /** The values of a facet, with their counts under everything but the facet itself. @param {string} name */
  async facet(name) {
    const column = await (await columns()).facet(this.index, name);
    const open = this.without((sieve) => sieve.name === name);
    const values = column.values.map(({ slug, label, docs }) => ({ slug, label, count: docs.reduce((sum, d) => sum + open[d], 0) }));
    const unknown = open.reduce((sum, one, d) => sum + (column.known[d] ? 0 : one), 0);
    return { values, unknown };
  }

  /** How many cases lie between edges, under everything but the field itself. @param {string} name @param {number[]} edges */
  async histogram(name, edges) {
    const { number, key } = await columns();
    const column = await number(this.index, name);
    const values = key(column, this.index.field(name)?.kind ?? '');
    const open = this.without((sieve) => sieve.name === name);
    const counts = edges.slice(1).map(() => 0);
    let unknown = 0;
    for (let d = 0; d < open.length; d += 1) {
      if (!open[d]) continue;
      if (column.kinds[d] === 255) unknown += 1;
      else counts[Math.max(0, Math.min(counts.length - 1, edges.findLastIndex((edge) => edge <= values[d])))] += 1;
    }
    return { counts, unknown };
  }

  /** What the cases found add up to in some fields. @param {string[]} names */
  async totals(names) {
    const { number, sum } = await columns();
    return Promise.all(names.map(async (name) => sum(await number(this.index, name), this.docs)));
  }

  /** How many cases there would be without each part of the query. */
  ways() {
    const keys = [...new Set(this.sieves.map(({ name, term }) => `${term ?? ''} ${name}`))];
    return keys.map((key) => {
      const [term, name] = key.split(' ');
      const count = this.without((sieve) => sieve.name === name && `${sieve.term ?? ''}` === term).reduce((a, b) => a + b, 0);
      return { term: term ? Number(term) : null, name, count };
    });
  }
}
