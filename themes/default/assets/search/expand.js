// What a word may have been meant for: what begins with it, other forms of it (forms.js), what it is nearly spelled as (slips.js).

/** Shards that are read for all words that begin so, and for the groups of others. */
export const SHARDS = 12;
/** Of more shards than this, a few more are read. */
const MANY = 9000;
const FOREIGN = 24;
/** Shards that are read for a word that no case has, its own among them. Each costs a reader some kilobytes, and so does the head of a large archive. @param {Index} index */
const near = ({ first: { length } }) => (length > MANY ? 4 : length > 750 ? 3 : length > SHARDS ? 5 : SHARDS);
export const signs = (/** @type {string} */ text) => [...text].length;
// One sign of a script without spaces says as much as a few letters.
const short = (/** @type {string} */ word, /** @type {number} */ least) => signs(word) < (/[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\u{20000}-\u{3ffff}]/u.test(word) ? 1 : least);
/**
 * The groups of many surfaces. Those that lie in too many other shards are left out, and the reader is told.
 * @param {Index} index
 * @param {Surface[]} surfaces
 * @param {Found} found
 */
export async function gather(index, surfaces, found) {
  const others = new Set(surfaces.flatMap(({ refs }) => refs.flatMap((ref) => (typeof ref === 'string' ? [index.shardOf(ref)] : []))));
  const read = new Set([...others].slice(0, FOREIGN));
  if (read.size < others.size) found.notice = 'some';
  await Promise.all([...read].map((i) => index.shard(i)));
  const reachable = surfaces.filter(({ refs }) => refs.every((ref) => typeof ref !== 'string' || read.has(index.shardOf(ref))));
  for (const groups of await Promise.all(reachable.map((surface) => index.groups(surface)))) {
    for (const group of groups) if (!found.groups.has(group)) found.groups.set(group, 1);
  }
}

/** The shards that can have words that begin so. @param {Index} index @param {string} start */
export function reach(index, start) {
  const shards = [index.shardOf(start)];
  for (let i = shards[0] + 1; index.first[i]?.startsWith(start); i += 1) shards.push(i);
  return shards;
}

/** Reads shards, as long as not too many were read for a word. @param {Index} index @param {number[]} shards @param {Set<number>} read @param {number} [most] */
export function some(index, shards, read, most = near(index)) {
  return Promise.all(shards.filter((i) => read.has(i) || read.size < most && read.add(i)).map((i) => index.shard(i)));
}

/** Whether a word may have other forms, as far as the shard read for it says: `forms.js` is not loaded for nothing. @param {Index} index @param {string} word */
export async function bends(index, word) {
  if (/[^a-z\d]/.test(word)) return true;
  const own = index.shardOf(word);
  const { groups, surfaces } = await index.shard(own);
  // What begins so may be in the shard before.
  const may = (/** @type {string} */ root) => groups.has(root) || index.first[own].startsWith(root) || root.length > 4 && [...surfaces.keys()].some((text) => text.startsWith(root));
  return [1, 2, 3].some((count) => word.length - count > 3 && may(word.slice(0, -count)));
}

/** Every surface that begins with a word. @param {Index} index @param {string} word @param {Found} found @param {Set<number>} [read] */
async function beginning(index, word, found, read) {
  const shards = reach(index, word);
  const all = await (read ? some(index, shards, read) : some(index, shards, new Set(), index.first.length > MANY ? 16 : SHARDS));
  if (shards.length > all.length) found.notice = 'some';
  return all.flatMap(({ surfaces }) => [...surfaces.values()].filter(({ text }) => text.startsWith(word)));
}

/** Finds what may be meant by a word: with another article, in another form, what begins with it, else its like with another letter or ending.
 * @param {Index} index
 * @param {string} word
 * @param {boolean | undefined} prefix
 * @param {Found} found
 */
export async function expand(index, word, prefix, found) {
  if (prefix && short(word, 2)) {
    found.notice = 'short';
    return;
  }
  const read = new Set([index.shardOf(word)]);
  /** @type {Surface[]} */
  let others = [];
  if (!prefix && await bends(index, word)) {
    const { articles, forms } = await import('./forms.js');
    others = await articles(index, word);
    if (others.length) found.notice = 'typo';
    else if (await forms(index, word, found, read)) {
      found.notice ||= 'forms';
      return;
    }
  }
  if (!others.length && (prefix || !short(word, 3))) others = await beginning(index, word, found, prefix ? undefined : read);
  if (!prefix) {
    if (others.length) found.notice ||= 'prefix';
    else if (signs(word) > 3 && !/\p{N}/u.test(word)) {
      others = await (await import('./slips.js')).slips(index, word, read);
      if (others.length) found.notice ||= 'typo';
    }
    if (!others.length) found.notice = 'none';
  }
  for (const { text } of others) found.surfaces.add(text);
  found.instead = others.map(({ text }) => text).filter((text) => text !== word).slice(0, 3);
  await gather(index, others, found);
}
