// Other forms of a word: no stemmer is at hand, but the stems are the keys of the groups.
import { gather, reach, signs, some } from './expand.js';

const ARABIC = /^[\u0620-\u06ff]{3,}$/;
/** Endings by script, and how many letters they must leave. @type {[RegExp, number, RegExp][]} */
const ENDINGS = [
  [/^\p{Script=Latin}+$/u, 4, /^(?:e?s|ed|ing)$/],
  [/^\p{Script=Latin}+$/u, 5, /^(?:[aeiou]|[aio]s|e[mnr]|ly)$/],
  [/^\p{Script=Cyrillic}+$/u, 3, /^(?:[аеийоуыьюя]|[ая][мхя]|е[вейм]|и[еиймхюя]|о[вейюм]|[ую]ю|ы[еймх]|ь[еюя]|[аяыи]ми|[ео](?:го|му)|и(?:ям|ях|ей|ем))$/],
  [ARABIC, 3, /^(?:[اهويك]|ات|ين|ون|ان|ها|هم|نا|يه)$/],
];

/** An Arabic word with its article, or without. @param {Index} index @param {string} word */
export async function articles(index, word) {
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
 * Adds other forms of a word: groups whose key is a root of it, and surfaces that begin with a root and have at most three letters more.
 * @param {Index} index
 * @param {string} word
 * @param {Found} found
 * @param {Set<number>} read
 */
export async function forms(index, word, found, read) {
  const size = found.groups.size;
  /** @type {Set<string>} */
  const kin = new Set();
  for (const root of roots(word)) {
    const length = signs(root);
    const shards = await some(index, reach(index, root), read);
    const group = shards.map(({ groups }) => groups.get(root)).find((one) => one);
    const all = shards.flatMap(({ surfaces }) => [...surfaces.values()]).filter(({ text }) => text !== word);
    const near = length < (ARABIC.test(root) ? 4 : 5) ? [] : all.filter(({ text }) => text.startsWith(root) && signs(text) <= length + 3);
    if (group && !found.groups.has(group)) found.groups.set(group, 1);
    await gather(index, near, found);
    for (const { text, refs } of all) if (group && (refs.includes(group) || refs.includes(root))) kin.add(text);
    for (const { text } of near) kin.add(text);
    if (group || near.length) found.surfaces.add(root);
  }
  if (found.groups.size === size) return false;
  for (const text of kin) found.surfaces.add(text);
  found.instead = [...(kin.size ? kin : found.surfaces)].slice(0, 3);
  return true;
}

/** Adds other forms of a word that a case has. @param {Index} index @param {string} word @param {Found} found */
export async function widen(index, word, found) {
  if (await forms(index, word, found, new Set())) found.notice ||= 'wide';
}
