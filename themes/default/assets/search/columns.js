// Facets, numbers and dates: one file a field, read when it is used.
import { Stale } from './index.js';
import { meant } from './names.js';

/** @param {Index} index @param {string} name @returns {Promise<FacetColumn>} */
export function facet(index, name) {
  const file = index.head?.facets.find((one) => one.name === name)?.file;
  return index.once(`c/${name}`, async () => {
    const known = new Uint8Array(index.n);
    /** @type {FacetColumn['values']} */
    const values = [];
    // No case fills it.
    if (!file) return { values, known };
    const reader = await index.read(file, 'C');
    for (let left = reader.v(); left > 0; left -= 1) {
      const [slug, label] = [reader.s(), reader.s()];
      const docs = reader.docs(reader.v());
      for (const d of docs) known[d] = 1;
      if (docs[docs.length - 1] >= index.n) throw new Stale(`${name} is of another archive`);
      values.push({ slug, label, docs, names: [slug.toLowerCase(), label.toLowerCase()] });
    }
    for (let left = reader.v(); left > 0; left -= 1) values[reader.v()].names.push(reader.s().toLowerCase());
    reader.end();
    return { values, known };
  });
}

/** @param {Index} index @param {string} name @returns {Promise<NumberColumn>} */
export function number(index, name) {
  const head = name === 'title' ? index.head?.title : index.head?.numbers.find((one) => one.name === name);
  return index.once(`c/${name}`, async () => {
    const kinds = new Uint8Array(index.n).fill(255);
    const [low, high] = [new Float64Array(index.n).fill(NaN), new Float64Array(index.n).fill(NaN)];
    /** @type {NumberColumn['more']} */
    const more = [];
    if (!head?.file) return { kinds, low, high, more };
    const reader = await index.read(head.file, 'C');
    const bits = reader.take((index.n + 7) >> 3);
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

/** @param {Index} index @param {Filter} filter @param {(notice: Notice) => void} say @returns {Promise<Sieve>} */
async function facetSieve(index, { field, values, not }, say) {
  const column = await facet(index, field);
  const mask = new Uint8Array(index.n);
  for (const value of values) {
    const found = value === 'unknown' ? [] : meant(column, value);
    for (const { docs } of found) for (const d of docs) mask[d] = 1;
    if (value === 'unknown') for (let d = 0; d < index.n; d += 1) mask[d] |= 1 - column.known[d];
    // It finds nothing, and stays what is asked for: another case may have it some day.
    else if (!found.length) say({ kind: 'absent', name: field, value });
  }
  if (not) for (let d = 0; d < index.n; d += 1) mask[d] ^= 1;
  return { kind: 'facet', name: field, mask };
}

/** @param {Index} index @param {Filter} filter @param {(notice: Notice) => void} say @returns {Promise<Sieve>} */
async function rangeSieve(index, { field, kind, ranges, not }, say) {
  const { kinds, low, high, more } = await number(index, field);
  const unknown = ranges.some(({ text }) => text === 'unknown');
  const known = ranges.filter(({ text }) => text !== 'unknown');
  if (known.length && kinds.every((one) => one === 255)) say({ kind: 'unfilled', name: field, value: '' });
  // Bounds narrow each other; ranges with two ends are alternatives, and so is all that is left out.
  const bounds = not ? [] : known.filter(({ lo, hi }) => isFinite(lo) !== isFinite(hi));
  const whole = known.filter((one) => !bounds.includes(one));
  const fits = (/** @type {number} */ one, /** @type {number} */ first, /** @type {number} */ last) => {
    const [from, to] = span(kind, one, first, last);
    const within = (/** @type {Span} */ { lo, hi }) => from <= hi && to >= lo;
    return known.length > 0 && bounds.every(within) && (!whole.length || whole.some(within));
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
export function filterSieves(index, query, say) {
  return Promise.all(query.filters.map((filter) => (filter.kind === 'facet' ? facetSieve : rangeSieve)(index, filter, say)));
}
