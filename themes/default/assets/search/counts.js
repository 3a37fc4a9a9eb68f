// What stands beside the results: counts of facets, histograms, sums, and ways out of an empty answer.
import { facet, number, span, sum } from './columns.js';
import { Stale } from './index.js';
/** @import { Search } from './search.js' */

/** The documents that all but one field, or one term, lets through.
 * @param {Search} search
 * @param {(sieve: Sieve) => boolean} own
 */
function without(search, own) {
  const open = search.held.slice();
  for (const { mask } of search.sieves.filter(own)) for (let d = 0; d < open.length; d += 1) open[d] -= 1 - mask[d];
  return open.map((count) => Number(!count));
}

/** The values of a facet, with their counts under everything but the facet itself. @param {Search} search @param {string} name */
export async function facetCounts(search, name) {
  const column = await facet(search.index, name);
  const open = without(search, (sieve) => sieve.name === name);
  const values = column.values.map(({ slug, label, names, docs }) => ({ slug, label, names, count: docs.reduce((total, d) => total + open[d], 0) }));
  const unknown = open.reduce((total, one, d) => total + (column.known[d] ? 0 : one), 0);
  return { values, unknown };
}

/** How many cases a range from each edge up to the next would find, under everything but the field itself.
 * @param {Search} search
 * @param {string} name
 * @param {number[]} edges
 */
export async function histogram(search, name, edges) {
  const { kinds, low, high, more } = await number(search.index, name);
  const field = search.index.field(name)?.kind ?? '';
  const open = without(search, (sieve) => sieve.name === name);
  const counts = edges.slice(1).map(() => 0);
  // What lies before the first edge or after the last counts with what is next to it.
  const place = (/** @type {number} */ at) => Math.max(0, Math.min(counts.length - 1, edges.findLastIndex((edge) => edge <= at)));
  // The document that a bar counted last: it counts none twice.
  const counted = counts.map(() => -1);
  const count = (/** @type {number} */ d, /** @type {[number, number]} */ [from, to]) => {
    for (let i = place(from); i <= place(to); i += 1) {
      if (counted[i] !== d) counts[i] += 1;
      counted[i] = d;
    }
  };
  let unknown = 0;
  for (let d = 0, next = 0; d < open.length; d += 1) {
    if (open[d] && kinds[d] === 255) unknown += 1;
    else if (open[d]) count(d, span(field, kinds[d], low[d], high[d]));
    for (; more[next]?.d === d; next += 1) if (open[d]) count(d, span(field, more[next].kind, more[next].low, more[next].high));
  }
  return { counts, unknown };
}

/** What the cases found add up to in some fields. @param {Search} search @param {string[]} names */
export const totals = (search, names) => Promise.all(names.map(async (name) => sum(await number(search.index, name), search.docs)));

/** How many cases there would be without each part of the query. @param {Search} search */
export function ways(search) {
  const keys = [...new Set(search.sieves.map(({ name, term }) => `${term ?? ''} ${name}`))];
  return keys.map((one) => {
    const [term, name] = one.split(' ');
    const count = without(search, (sieve) => sieve.name === name && `${sieve.term ?? ''}` === term).reduce((a, b) => a + b, 0);
    return { term: term ? Number(term) : null, name, count };
  });
}

/** A document's card, read with those of its neighbours.
 * @param {Index} index
 * @param {number} d
 * @returns {Promise<Card>}
 */
export async function card(index, d) {
  const per = index.head?.cards.per ?? 32;
  const first = d - (d % per);
  const found = (await index.json(`d/${first / per}.gz`, 'D', first))[d % per];
  if (!found) throw new Stale(`no card ${d}`);
  return found;
}

/** The cards of cases, for a table. @param {Search} search @param {number} from @param {number} to */
export const cards = ({ index, docs }, from, to) => Promise.all(docs.slice(from, to).map((d) => card(index, d)));
