// Phrases: words one after the other in a text. Where words stand is in files of their own.
import { before } from './index.js';
import { look, weigh } from './match.js';

/** Where a surface stands: document → positions.
 * @param {Index} index
 * @param {Surface} surface
 * @returns {Promise<Map<number, number[]>>}
 */
async function positions(index, surface) {
  const i = index.shardOf(surface.text);
  const { positions: hash, surfaces } = await index.shard(i);
  /** @type {Map<string, Map<number, number[]>>} */
  const all = await index.once(`p${i}`, async () => {
    const reader = await index.read(`p/${i}-${hash}.gz`, 'P');
    const lists = new Map();
    for (const text of [...surfaces.keys()].sort((a, b) => (before(a, b) ? -1 : 1))) {
      /** @type {Map<number, number[]>} */
      const list = new Map();
      for (let count = reader.v(), d = 0; count > 0; count -= 1) {
        d += reader.v();
        list.set(d, [...reader.docs(reader.v())]);
      }
      lists.set(text, list);
    }
    reader.end();
    return lists;
  });
  return all.get(surface.text) ?? new Map();
}

/** Documents that have words one after the other. @param {Index} index @param {string[]} words */
async function consecutive(index, words) {
  const mask = new Uint8Array(index.n);
  const surfaces = await Promise.all(words.map(async (word) => (await index.shard(index.shardOf(word))).surfaces.get(word)));
  if (surfaces.some((surface) => !surface)) return mask;
  const places = await Promise.all(surfaces.map((surface) => positions(index, /** @type {Surface} */ (surface))));
  for (const [d, starts] of places[0]) {
    const rest = places.map((all) => all.get(d));
    if (starts.some((at) => rest.every((list, i) => list?.includes(at + i)))) mask[d] = 1;
  }
  return mask;
}

/** What a phrase lets through. @param {Matching} given @param {string} text @param {Chunk[]} chunks */
export async function matchPhrase({ index, mask, score, marks, say }, text, chunks) {
  const words = chunks.flatMap((chunk) => chunk.words);
  const all = await consecutive(index, words);
  for (const found of await Promise.all(words.map((word) => look(index, word, { exact: true })))) weigh(index, found, mask, score);
  marks.push(words.map((word) => new Set([word])));
  if (!all.includes(1)) say('none', `"${text}"`, []);
  mask.set(all);
}
