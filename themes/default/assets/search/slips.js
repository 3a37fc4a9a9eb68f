// Words that a slip of the finger makes of another.
import { SHARDS, reach, some } from './expand.js';

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
    const unique = [...new Set(order)];
    let limit = letters.length > 7 ? 2 : 1;
    /** @type {Surface[]} */
    let best = [];
    // A small archive is looked through; of a large one the likeliest shards are read one by one.
    for (const batch of index.first.length > SHARDS ? unique.map((i) => [i]) : [unique]) {
      for (const { surfaces } of await some(index, batch, read)) {
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
  }
  return [];
}

/** What a word is nearly spelled as. @param {Index} index @param {string} word @param {Set<number>} read the shards that were read for it */
export async function slips(index, word, read) {
  const near = await nearest(index, word, read);
  return near.length ? near : (await import('./endings.js')).endings(index, word, read);
}
