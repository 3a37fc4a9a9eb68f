// What a word may have been meant for: other forms of it, and words that begin with it.

/** Shards that are read for all words that begin so, and for the groups of others. */
const SHARDS = 8;
const FOREIGN = 16;
/** Shards that are read for a word that no case has, its own among them: each costs a reader some kilobytes. */
const NEAR = 3;
const signs = (/** @type {string} */ text) => [...text].length;
// One sign of a script without spaces says as much as a few letters.
const short = (/** @type {string} */ word, /** @type {number} */ least) => signs(word) < (/[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\u{20000}-\u{3ffff}]/u.test(word) ? 1 : least);
const ARABIC = /^[\u0620-\u06ff]{3,}$/;
/** Endings by script, and how many letters they must leave. @type {[RegExp, number, RegExp][]} */
const ENDINGS = [
  [/^\p{Script=Latin}+$/u, 4, /^(?:e?s|ed|ing)$/],
  [/^\p{Script=Latin}+$/u, 5, /^(?:[aeiou]|[aio]s|e[mnr]|ly)$/],
  [/^\p{Script=Cyrillic}+$/u, 4, /^[авгеийомуыьэюях]{1,3}$/],
  [ARABIC, 3, /^(?:[اهويك]|ات|ين|ون|ان|ها|هم|نا|يه)$/],
];

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

/** The shards that can have words that begin so. @param {Index} index @param {string} start */
export function reach(index, start) {
  const shards = [index.shardOf(start)];
  for (let i = shards[0] + 1; index.first[i]?.startsWith(start); i += 1) shards.push(i);
  return shards;
}

/** Reads shards, as long as not too many were read for a word. @param {Index} index @param {number[]} shards @param {Set<number>} read */
export const some = (index, shards, read) => Promise.all(shards.filter((i) => read.has(i) || read.size < NEAR && read.add(i)).map((i) => index.shard(i)));

/** An Arabic word with its article, or without. @param {Index} index @param {string} word */
async function articles(index, word) {
  if (!ARABIC.test(word)) return [];
  const others = [`ال${word}`, word.replace(/^(?:[وفبك]?ال|لل|و)/, '')].filter((other) => other !== word);
  const found = await Promise.all(others.map(async (other) => (await index.shard(index.shardOf(other))).surfaces.get(other)));
  return found.filter((surface) => surface !== undefined);
}

/** What is left of a word without an ending, the longest first; of an Arabic one also without what is written before it. @param {string} word */
function roots(word) {
  const bare = ARABIC.test(word) ? word.replace(/^(?:[وفبك]?ال|لل|[وفبكل])(?=...)/, '') : word;
  return [...new Set([word, bare])].flatMap((base) => {
    const letters = [...base];
    const cut = [1, 2, 3].map((count) => [letters.slice(0, -count), letters.slice(-count).join('')]);
    const fit = cut.filter(([rest, ending]) => ENDINGS.some(([script, least, endings]) => script.test(base) && rest.length >= least && endings.test(/** @type {string} */ (ending))));
    return [...(base === word ? [] : [base]), ...fit.map(([rest]) => /** @type {string[]} */ (rest).join(''))];
  });
}

/**
 * Adds other forms of a word: the group whose key is the word without its ending, and surfaces that begin so and have at most three letters more.
 * The first root that adds something is the one.
 * @param {Index} index
 * @param {string} word
 * @param {Found} found
 * @param {Set<number>} read
 */
async function forms(index, word, found, read) {
  for (const root of roots(word)) {
    const length = signs(root);
    const shards = await some(index, reach(index, root), read);
    const group = shards.map(({ groups }) => groups.get(root)).find((one) => one);
    const all = shards.flatMap(({ surfaces }) => [...surfaces.values()]).filter(({ text }) => text !== word);
    const near = length < (ARABIC.test(root) ? 4 : 5) ? [] : all.filter(({ text }) => text.startsWith(root) && signs(text) <= length + 3);
    const size = found.groups.size;
    if (group && !found.groups.has(group)) found.groups.set(group, 1);
    await gather(index, near, found);
    if (found.groups.size === size) continue;
    const kin = all.filter(({ text, refs }) => refs.some((ref) => typeof ref !== 'string' && ref === group || ref === root) || near.some((one) => one.text === text));
    for (const text of [root, ...kin.map(({ text }) => text)]) found.surfaces.add(text);
    found.instead = kin.length ? kin.map(({ text }) => text).slice(0, 3) : [root];
    return true;
  }
  return false;
}

/** Adds other forms of a word that a case has. @param {Index} index @param {string} word @param {Found} found */
export async function widen(index, word, found) {
  if (await forms(index, word, found, new Set())) found.notice ||= 'wide';
}

/** Every surface that begins with a word. @param {Index} index @param {string} word @param {Found} found */
async function beginning(index, word, found) {
  const shards = reach(index, word);
  if (shards.length > SHARDS) found.notice = 'some';
  const all = await Promise.all(shards.slice(0, SHARDS).map((i) => index.shard(i)));
  return all.flatMap(({ surfaces }) => [...surfaces.values()].filter(({ text }) => text.startsWith(word)));
}

/** Finds what may be meant by a word: with another article, in another form, what begins with it, else its like with another letter or ending.
 * @param {Index} index
 * @param {string} word
 * @param {boolean | undefined} prefix
 * @param {Found} found
 */
export async function expand(index, word, prefix, found) {
  if (prefix && short(word, 2)) return;
  const read = new Set([index.shardOf(word)]);
  /** @type {Surface[]} */
  let others = prefix ? [] : await articles(index, word);
  if (others.length) found.notice = 'typo';
  else if (!prefix && await forms(index, word, found, read)) {
    found.notice ||= 'forms';
    return;
  } else if (prefix || !short(word, 3)) others = await beginning(index, word, found);
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
