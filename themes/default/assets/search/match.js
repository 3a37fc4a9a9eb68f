// The words of a query: which documents have them, and how much they say about each.
import { analyse } from './analysis.js';

/** Words of a query that are looked for. */
const WORDS = 32;
/** What a word in the title adds, beside impacts of 1 to 15. */
const LEAD = 6;

/** Looks a word up: as it is, else by its beginning, else with a slip of the finger.
 * @param {Index} index
 * @param {string} word
 * @param {{ prefix?: boolean, exact?: boolean, wide?: boolean }} how
 * @returns {Promise<Found>}
 */
export async function look(index, word, { prefix, exact, wide }) {
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
  if (!prefix && (exact || own.length && !wide)) return found;
  if (wide && own.length && !prefix) await (await import('./forms.js')).widen(index, word, found);
  else await (await import('./expand.js')).expand(index, word, prefix, found);
  return found;
}

/** Adds what a word says to the scores. @param {Index} index @param {Found} found @param {Uint8Array} mask @param {Uint32Array} score */
export function weigh(index, found, mask, score) {
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
 * @param {Say} say
 * @param {boolean} wide whether near forms of its words count too
 * @returns {Promise<{ mask: Uint8Array, score: Uint32Array, marks: Mark[] }>}
 */
async function matchTerm(index, term, chunks, say, wide) {
  const mask = new Uint8Array(index.n).fill(1);
  const score = new Uint32Array(index.n);
  /** @type {Mark[]} */
  const marks = [];
  const exact = term.not;
  const given = { index, mask, score, marks, say };
  if (term.phrase) {
    await (await import('./phrases.js')).matchPhrase(given, term.text, chunks);
    return given;
  }
  /** @type {Map<string[], boolean>} */
  const runs = new Map();
  const all = await Promise.all(chunks.map(async ({ wholes, words, run }, at) => {
    const last = term.prefix && at === chunks.length - 1;
    if (run && !exact) {
      runs.set(run, last);
      return [];
    }
    if (wholes.length) {
      const found = await look(index, wholes[0], { prefix: last, exact: true });
      if (found.groups.size) return [{ found, word: '', mark: words.filter((word) => wholes[0].includes(word)).map((word) => new Set([word])) }];
    }
    return Promise.all(words.map(async (word, i) => {
      const found = await look(index, word, { prefix: last && i === words.length - 1, exact, wide });
      return { found, word, mark: [found.surfaces] };
    }));
  }));
  for (const { found, word, mark } of all.flat()) {
    if (word && found.notice) say(found.notice, word, found.instead);
    marks.push(mark);
    weigh(index, found, mask, score);
  }
  for (const [run, last] of runs) await (await import('./runs.js')).matchRun(given, run, last);
  return given;
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
  const asked = query.words.flatMap((term, at) => {
    // The words beyond the limit are left out, and the reader is told.
    const chunks = analyse(term.text).filter(({ words }) => (left -= words.length) >= 0);
    return chunks.length ? [{ term, at, chunks }] : [];
  });
  if (left < 0) say({ kind: 'long', name: '', value: `${WORDS}` });
  const pass = async (/** @type {boolean} */ wide) => {
    /** @type {Notice[]} */
    const notices = [];
    const found = await Promise.all(asked.map(async ({ term, at, chunks }) => {
      const { mask, score, marks } = await matchTerm(index, term, chunks, (kind, value, instead) => {
        if (!term.not || kind === 'short') notices.push({ kind, name: instead.join(', '), value });
      }, wide);
      if (term.not) for (let d = 0; d < mask.length; d += 1) mask[d] ^= 1;
      return { term, at, mask, score, marks };
    }));
    return { found, notices, some: found[0]?.mask.some((_, d) => found.every(({ term, mask }) => term.not || mask[d])) };
  };
  let { found, notices, some } = await pass(false);
  // Each word is in some case, and no case has all: then their other forms may.
  if (!some && asked.length > 1 && found.every(({ mask }) => mask.includes(1))) {
    const wider = await pass(true);
    if (wider.some) ({ found, notices } = wider);
  }
  notices.forEach(say);
  return {
    sieves: found.map(({ term, at, mask, score }) => ({ kind: 'word', name: '', term: at, mask, score: term.not ? undefined : score })),
    marks: found.flatMap(({ term, marks }) => (term.not ? [] : marks)),
  };
}
