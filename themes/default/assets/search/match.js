// The words of a query: which documents have them, and how much they say about each.
import { analyse } from './analysis.js';

const WORDS = 32;
/** What a word in the title adds, beside impacts of 1 to 15. */
const LEAD = 6;

/** Looks a word up: as it is, else by its beginning, else with a slip of the finger.
 * @param {Index} index
 * @param {string} word
 * @param {{ prefix?: boolean, exact?: boolean }} how
 * @returns {Promise<Found>}
 */
async function look(index, word, { prefix, exact }) {
  /** @type {Found} */
  const found = { groups: new Map(), surfaces: new Set(), notice: '', instead: [] };
  if (!index.n) return found;
  const { surfaces, groups } = await index.shard(index.shardOf(word));
  const surface = surfaces.get(word);
  const stem = groups.get(word);
  // A stem that no text has by itself: the word without its article, say.
  const own = surface ? await index.groups(surface) : stem ? [stem] : [];
  if (own.length) {
    found.titles = surface?.titles;
    found.surfaces.add(word);
    for (const group of own) {
      found.groups.set(group, 0);
      // Its other forms, as far as they are at hand: to mark them in excerpts.
      for (const near of [word, group.key]) {
        for (const other of (await index.shard(index.shardOf(near))).surfaces.values()) {
          if (other.refs.some((ref) => ref === group || ref === group.key)) found.surfaces.add(other.text);
        }
      }
    }
  }
  if (!prefix && (own.length || exact)) return found;
  await (await import('./expand.js')).expand(index, word, prefix, found);
  return found;
}

/** Adds what a word says to the scores. @param {Index} index @param {Found} found @param {Uint8Array} mask @param {Uint32Array} score */
function weigh(index, found, mask, score) {
  const best = new Uint32Array(index.n);
  const seen = new Uint8Array(index.n);
  let top = 0;
  for (const [{ docs, impacts }, half] of found.groups) {
    const idf = Math.max(1, Math.floor(16 * Math.log(1 + (index.n - docs.length + 0.5) / (docs.length + 0.5)) + 0.5));
    if (!half && idf > top) top = idf;
    for (let i = 0; i < docs.length; i += 1) {
      const points = (idf * ((impacts[i >> 1] >> (4 * (i & 1))) & 15)) >> half;
      if (points > best[docs[i]]) best[docs[i]] = points;
      seen[docs[i]] = 1;
    }
  }
  // What a title says as it is asked for comes before what only has another form of it.
  for (const d of found.titles ?? []) best[d] += LEAD * top;
  for (let d = 0; d < index.n; d += 1) {
    score[d] += best[d];
    mask[d] &= seen[d];
  }
}

/** What one term of a query lets through.
 * @param {Index} index
 * @param {Term} term
 * @param {Chunk[]} chunks
 * @param {(notice: string, word: string, instead: string[]) => void} say
 * @returns {Promise<{ mask: Uint8Array, score: Uint32Array, marks: Mark[] }>}
 */
async function matchTerm(index, term, chunks, say) {
  const mask = new Uint8Array(index.n).fill(1);
  const score = new Uint32Array(index.n);
  /** @type {Mark[]} */
  const marks = [];
  const exact = term.not || term.phrase;
  if (term.phrase) {
    const words = chunks.flatMap((chunk) => chunk.words);
    const { consecutive } = await import('./phrases.js');
    const all = await consecutive(index, words);
    for (const found of await Promise.all(words.map((word) => look(index, word, { exact })))) weigh(index, found, mask, score);
    marks.push(words.map((word) => new Set([word])));
    if (!all.includes(1)) say('none', `"${term.text}"`, []);
    return { mask: all, score, marks };
  }
  await Promise.all(chunks.map(async ({ wholes, words }, at) => {
    const last = term.prefix && at === chunks.length - 1;
    if (wholes.length) {
      const found = await look(index, wholes[0], { prefix: last, exact: true });
      if (found.groups.size) {
        marks.push(words.filter((word) => wholes[0].includes(word)).map((word) => new Set([word])));
        return weigh(index, found, mask, score);
      }
    }
    await Promise.all(words.map(async (word, i) => {
      const found = await look(index, word, { prefix: last && i === words.length - 1, exact });
      if (found.notice) say(found.notice, word, found.instead);
      marks.push([found.surfaces]);
      weigh(index, found, mask, score);
    }));
  }));
  return { mask, score, marks };
}

/**
 * What the words of a query let through, one sieve a term.
 * @param {Index} index
 * @param {Query} query
 * @param {(notice: Notice) => void} say
 * @returns {Promise<{ sieves: Sieve[], marks: Mark[] }>}
 */
export async function matchWords(index, query, say) {
  let left = WORDS;
  const sieves = await Promise.all(query.words.map(async (term, at) => {
    // The words beyond the limit are left out, and the reader is told.
    const chunks = analyse(term.text).filter(({ words }) => (left -= words.length) >= 0);
    if (!chunks.length) return null;
    const { mask, score, marks } = await matchTerm(index, term, chunks, (kind, value, instead) => {
      if (!term.not) say({ kind: /** @type {Notice['kind']} */ (kind), name: instead.join(', '), value });
    });
    if (term.not) for (let d = 0; d < mask.length; d += 1) mask[d] ^= 1;
    return { kind: /** @type {const} */ ('word'), name: '', term: at, not: term.not, mask, score, marks };
  }));
  if (left < 0) say({ kind: 'long', name: '', value: `${WORDS}` });
  const found = sieves.filter((sieve) => sieve !== null);
  return {
    sieves: found.map(({ kind, name, term, not, mask, score }) => ({ kind, name, term, mask, score: not ? undefined : score })),
    marks: found.flatMap(({ not, marks }) => (not ? [] : marks)),
  };
}
