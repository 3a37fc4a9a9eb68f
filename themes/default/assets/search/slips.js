// Words that a slip of the finger makes of another, and words with an ending that no stemmer is at hand for.
import { reach, some } from './expand.js';

/** Slips between two words: a letter more, less, another, or two in the wrong order; at most `limit + 1`.
 * @param {string[]} a
 * @param {string[]} b
 * @param {number} limit
 */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[][]} */
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/** The shards where a word with a slip most likely is: its own, and those where it would be without a letter, or with two in the other order.
 * @param {Index} index
 * @param {string[]} letters
 */
function likely(index, letters) {
  const words = [letters];
  for (let i = letters.length - 1; i > 1; i -= 1) {
    words.push([...letters.slice(0, i), ...letters.slice(i + 1)]);
    if (i > 2) words.push([...letters.slice(0, i - 1), letters[i], letters[i - 1], ...letters.slice(i + 1)]);
  }
  return words.map((word) => index.shardOf(word.join('')));
}

/**
 * The surfaces nearest to a word, of those that share its first half and a letter more; else of those that share a letter less, down to two.
 * @param {Index} index
 * @param {string} word
 * @param {Set<number>} read
 * @returns {Promise<Surface[]>}
 */
async function nearest(index, word, read) {
  const letters = [...word];
  const own = index.shardOf(word);
  const first = likely(index, letters);
  for (let length = Math.ceil(letters.length / 2) + 1; length > 1; length -= 1) {
    const start = letters.slice(0, length).join('');
    const within = reach(index, start);
    // The nearest to the word's own place come next.
    const order = [...first.filter((i) => within.includes(i)), ...within.toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own) || a - b)];
    let limit = letters.length > 7 ? 2 : 1;
    /** @type {Surface[]} */
    let best = [];
    for (const { surfaces } of await some(index, [...new Set(order)], read)) {
      for (const surface of surfaces.values()) {
        if (!surface.text.startsWith(start)) continue;
        const slip = distance(letters, [...surface.text], limit);
        if (slip > limit) continue;
        if (slip < limit) best = [];
        limit = slip;
        best.push(surface);
      }
    }
    if (best.length) return best;
  }
  return [];
}

/** Words of which all but the last one to three letters are the same, and that have at most three more.
 * @param {Index} index
 * @param {string} word
 * @param {Set<number>} read
 * @returns {Promise<Surface[]>}
 */
async function endings(index, word, read) {
  const letters = [...word];
  for (let length = letters.length - 1; length >= Math.max(4, letters.length - 3); length -= 1) {
    const start = letters.slice(0, length).join('');
    const shards = await some(index, reach(index, start), read);
    const near = shards.flatMap(({ surfaces }) => [...surfaces.values()]).filter(({ text }) => text.startsWith(start) && [...text].length <= length + 3);
    if (near.length) return near;
  }
  return [];
}

/** What a word is nearly spelled as. @param {Index} index @param {string} word @param {Set<number>} read the shards that were read for it */
export async function slips(index, word, read) {
  const near = await nearest(index, word, read);
  return near.length ? near : endings(index, word, read);
}
