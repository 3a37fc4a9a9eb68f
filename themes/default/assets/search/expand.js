// What a word may have been meant for: words that begin with it, and words that a slip of the finger makes of it.
import { before } from './index.js';

const SHARDS = 8;
const FOREIGN = 16;
const signs = (/** @type {string} */ text) => [...text].length;
// One sign of a script without spaces says as much as a few letters.
const short = (/** @type {string} */ word, /** @type {number} */ least) => signs(word) < (/[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\u{20000}-\u{3ffff}]/u.test(word) ? 1 : least);

/**
 * The groups of many surfaces. Those that lie in too many other shards are left out, and the reader is told.
 * @param {Index} index
 * @param {Surface[]} surfaces
 * @param {Found} found
 */
async function gather(index, surfaces, found) {
  const others = new Set(surfaces.flatMap(({ refs }) => refs.flatMap((ref) => (typeof ref === 'string' ? [index.shardOf(ref)] : []))));
  const near = new Set([...others].slice(0, FOREIGN));
  if (near.size < others.size) found.notice = 'some';
  await Promise.all([...near].map((i) => index.shard(i)));
  const reachable = surfaces.filter(({ refs }) => refs.every((ref) => typeof ref !== 'string' || near.has(index.shardOf(ref))));
  for (const groups of await Promise.all(reachable.map((surface) => index.groups(surface)))) {
    for (const group of groups) if (!found.groups.has(group)) found.groups.set(group, 1);
  }
}

/** An Arabic word with its article, or without. @param {Index} index @param {string} word */
async function articles(index, word) {
  if (!/^[\u0620-\u06ff]{3,}$/.test(word)) return [];
  const others = [`ال${word}`, word.replace(/^(?:[وفبك]?ال|لل|و)/, '')].filter((other) => other !== word);
  const found = await Promise.all(others.map(async (other) => (await index.shard(index.shardOf(other))).surfaces.get(other)));
  return found.filter((surface) => surface !== undefined);
}

/** Every surface that begins with a word. @param {Index} index @param {string} word @param {Found} found */
async function beginning(index, word, found) {
  const start = index.shardOf(word);
  const surfaces = [];
  for (let i = start; i < index.first.length && (i === start || index.first[i].startsWith(word)); i += 1) {
    if (i === start + SHARDS) {
      found.notice = 'some';
      break;
    }
    for (const surface of (await index.shard(i)).surfaces.values()) if (surface.text.startsWith(word)) surfaces.push(surface);
  }
  return surfaces;
}

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
 * @param {Found} found
 * @returns {Promise<Surface[]>}
 */
async function slips(index, word, found) {
  const letters = [...word];
  const start = letters.slice(0, 2).join('');
  const shards = [];
  for (let i = index.shardOf(start); i < index.first.length; i += 1) {
    if (shards.length && !index.first[i].startsWith(start) && before(start, index.first[i])) break;
    shards.push(i);
  }
  // The nearest to the word's own place come first.
  const own = index.shardOf(word);
  shards.sort((a, b) => Math.abs(a - own) - Math.abs(b - own) || a - b);
  if (shards.length > SHARDS) found.notice = 'some';
  let limit = letters.length > 7 ? 2 : 1;
  /** @type {Surface[]} */
  let nearest = [];
  for (const shard of await Promise.all(shards.slice(0, SHARDS).map((i) => index.shard(i)))) {
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

/** Words with another ending, which no stemmer is at hand for: all but the last one to three letters are the same.
 * @param {Index} index
 * @param {string} word
 * @param {Found} found
 */
async function endings(index, word, found) {
  const letters = [...word];
  for (let length = letters.length - 1; length >= Math.max(4, letters.length - 3); length -= 1) {
    const others = await beginning(index, letters.slice(0, length).join(''), found);
    const near = others.filter(({ text }) => signs(text) <= length + 3);
    if (near.length) return near;
  }
  return [];
}

/** Finds what may be meant by a word: what begins with it, else its like with another article, another letter or another ending.
 * @param {Index} index
 * @param {string} word
 * @param {boolean | undefined} prefix
 * @param {Found} found
 */
export async function expand(index, word, prefix, found) {
  if (prefix && short(word, 2)) return;
  /** @type {Surface[]} */
  let others = prefix ? [] : await articles(index, word);
  if (others.length) found.notice = 'typo';
  else if (prefix || !short(word, 3)) others = await beginning(index, word, found);
  if (!prefix) {
    if (others.length) found.notice ||= 'prefix';
    else if (signs(word) > 3 && !/\p{N}/u.test(word)) {
      others = await slips(index, word, found);
      if (!others.length) others = await endings(index, word, found);
      if (others.length) found.notice ||= 'typo';
    }
    if (!others.length) found.notice = 'none';
  }
  for (const { text } of others) found.surfaces.add(text);
  found.instead = others.map(({ text }) => text).filter((text) => text !== word).slice(0, 3);
  await gather(index, others, found);
}
