// Words that a slip of the finger away are in the index.
import { before } from './index.js';

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

/**
 * The surfaces nearest to a word that share its first two characters.
 * @param {Index} index
 * @param {string} word
 * @param {number} most shards to look at, the nearest to the word's own place first
 * @param {Found} found
 * @returns {Promise<Surface[]>}
 */
export async function slips(index, word, most, found) {
  const letters = [...word];
  const start = letters.slice(0, 2).join('');
  const shards = [];
  for (let i = index.shardOf(start); i < index.first.length; i += 1) {
    if (shards.length && !index.first[i].startsWith(start) && before(start, index.first[i])) break;
    shards.push(i);
  }
  const own = index.shardOf(word);
  shards.sort((a, b) => Math.abs(a - own) - Math.abs(b - own) || a - b);
  if (shards.length > most) found.notice = 'some';
  let limit = letters.length > 7 ? 2 : 1;
  /** @type {Surface[]} */
  let nearest = [];
  for (const shard of await Promise.all(shards.slice(0, most).map((i) => index.shard(i)))) {
    for (const surface of shard.surfaces.values()) {
      if (!surface.text.startsWith(start)) continue;
      const slip = distance(letters, [...surface.text], limit);
      if (slip > limit) continue;
      if (slip < limit) nearest = [];
      limit = slip;
      nearest.push(surface);
    }
  }
  return nearest;
}
