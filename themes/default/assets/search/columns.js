// Facets, numbers and dates: one file a field, read when it is used.
import { Stale } from './index.js';

/** @param {Index} index @param {string} name @returns {Promise<FacetColumn>} */
export function facet(index, name) {
  const head = index.head?.facets.find((one) => one.name === name);
  if (!head) throw new Stale(`no facet ${name}`);
  return index.once(`c/${name}`, async () => {
    const reader = await index.read(head.file, 'C');
    const known = new Uint8Array(index.n);
    /** @type {FacetColumn['values']} */
    const values = [];
    for (let left = reader.v(); left > 0; left -= 1) {
      const [slug, label] = [reader.s(), reader.s()];
      const docs = reader.docs(reader.v());
      for (const d of docs) known[d] = 1;
      if (docs[docs.length - 1] >= index.n) throw new Stale(`${name} is of another archive`);
      values.push({ slug, label, docs });
    }
    reader.end();
    return { values, known };
  });
}

/** @param {Index} index @param {string} name @returns {Promise<NumberColumn>} */
export function number(index, name) {
  const head = name === 'title' ? index.head?.title : index.head?.numbers.find((one) => one.name === name);
  if (!head) throw new Stale(`no numbers ${name}`);
  return index.once(`c/${name}`, async () => {
    const reader = await index.read(head.file, 'C');
    const bits = reader.take((index.n + 7) >> 3);
    const kinds = new Uint8Array(index.n).fill(255);
    const [low, high] = [new Float64Array(index.n).fill(NaN), new Float64Array(index.n).fill(NaN)];
    /** @type {NumberColumn['more']} */
    const more = [];
    for (let d = 0, last = 0; d < index.n; d += 1) {
      for (let left = (bits[d >> 3] >> (d & 7)) & 1; left;) {
        const kind = reader.v();
        last += (kind & 16 ? -1 : 1) * reader.v();
        const to = last + ((kind & 3) === 1 ? reader.v() : 0);
        if (kinds[d] === 255) [kinds[d], low[d], high[d]] = [kind, last, to];
        else more.push({ d, kind, low: last, high: to });
        left = kind & 32;
      }
    }
    reader.end();
    return { kinds, low, high, more };
  });
}

/** What documents are sorted by: the number stated; of a date, what it ends with. A document with several values stands
 * where the one that comes first among them would.
 * @param {NumberColumn} column
 * @param {string} kind
 * @param {boolean} down
 */
export function key({ low, high, more }, kind, down) {
  const values = kind === 'date' ? high : low;
  if (!more.length) return values;
  const keys = values.slice();
  for (const one of more) keys[one.d] = (down ? Math.max : Math.min)(keys[one.d], kind === 'date' ? one.high : one.low);
  return keys;
}

/** What a range finds a value by: its first and last number. `under 10` is 9 at most, and found as that.
 * @param {string} field whether it is a date
 * @param {number} kind
 * @param {number} low
 * @param {number} high
 * @returns {[number, number]}
 */
export function span(field, kind, low, high) {
  if (field === 'date') return [(kind & 3) === 3 ? -Infinity : low, (kind & 3) === 2 ? Infinity : high];
  return (kind & 11) === 11 ? [low - 1, high - 1] : [low, high];
}

/** What documents are sorted by, and which way. @param {Index} index @param {string} sort */
export async function sortKey(index, sort) {
  const name = sort.replace(/^-/, '');
  const down = sort !== name;
  return { values: key(await number(index, name), index.field(name)?.kind ?? '', down), down };
}

/** Unknown comes last in both directions. @param {number[]} docs @param {{ values: Float64Array, down: boolean }} by */
export const sort = (docs, { values, down }) => docs.sort((a, b) => {
  const [x, y] = down ? [values[b], values[a]] : [values[a], values[b]];
  return Number.isNaN(values[a]) || Number.isNaN(values[b]) ? Number(Number.isNaN(values[a])) - Number(Number.isNaN(values[b])) : x - y;
});

/** A sum of figures of one value each, whose bounds and marks add up. @param {NumberColumn} column @param {number[]} docs @returns {Sum} */
export function sum({ kinds, low, high }, docs) {
  const total = { known: 0, low: 0, high: 0, over: false, under: false, about: false };
  for (const d of docs) {
    if (kinds[d] === 255) continue;
    const [kind, strict] = [kinds[d] & 3, !!(kinds[d] & 8)];
    total.known += 1;
    total.low += kind === 3 ? 0 : low[d];
    // Whole numbers: under 10 is 9 at most.
    total.high += kind === 2 ? Infinity : high[d] - (kind === 3 && strict ? 1 : 0);
    total.over ||= kind === 2 && strict;
    total.under ||= kind !== 2 && strict;
    total.about ||= !!(kinds[d] & 4);
  }
  total.under &&= total.high !== Infinity && total.low === 0;
  if (total.under) total.high += 1;
  return total;
}

/** @param {Index} index @param {Filter} filter @param {(notice: Notice) => void} say @returns {Promise<Sieve | null>} */
async function facetSieve(index, { field, values, not }, say) {
  const column = await facet(index, field);
  const mask = new Uint8Array(index.n);
  let known = false;
  for (const value of values) {
    const entries = column.values.filter(({ slug }) => slug.toLowerCase() === value);
    const named = entries.length ? entries : column.values.filter(({ label }) => label.toLowerCase() === value);
    for (const { docs } of named) for (const d of docs) mask[d] = 1;
    if (value === 'unknown') for (let d = 0; d < index.n; d += 1) mask[d] |= 1 - column.known[d];
    else if (!named.length) {
      say({ kind: 'value', name: field, value });
      continue;
    }
    known = true;
  }
  if (not) for (let d = 0; d < index.n; d += 1) mask[d] ^= 1;
  return known ? { kind: 'facet', name: field, mask } : null;
}

/** @param {Index} index @param {Filter} filter @returns {Promise<Sieve>} */
async function rangeSieve(index, { field, kind, ranges, not }) {
  const { kinds, low, high, more } = await number(index, field);
  const unknown = ranges.some(({ text }) => text === 'unknown');
  const fits = (/** @type {number} */ one, /** @type {number} */ first, /** @type {number} */ last) => {
    const [from, to] = span(kind, one, first, last);
    return ranges.some(({ text, lo, hi }) => text !== 'unknown' && from <= hi && to >= lo);
  };
  const mask = new Uint8Array(index.n);
  for (let d = 0; d < index.n; d += 1) mask[d] = Number(kinds[d] === 255 ? unknown : fits(kinds[d], low[d], high[d]));
  // One value that fits is enough.
  for (const one of more) mask[one.d] |= Number(fits(one.kind, one.low, one.high));
  if (not) for (let d = 0; d < index.n; d += 1) mask[d] ^= 1;
  return { kind: 'range', name: field, mask };
}

/** What the filters of a query let through.
 * @param {Index} index
 * @param {Query} query
 * @param {(notice: Notice) => void} say
 */
export async function filterSieves(index, query, say) {
  const sieves = await Promise.all(query.filters.map((filter) => (filter.kind === 'facet' ? facetSieve(index, filter, say) : rangeSieve(index, filter))));
  return sieves.filter((sieve) => sieve !== null);
}
