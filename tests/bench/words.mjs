// What a first query of one word costs a visitor, in bytes: of frequent words, as they are, misspelled, and in another form.
//   node tests/bench/words.mjs SITE [--queries 240] [--seed 1] [--limit 80000]
// The client reads the built site's files here as it does in a browser. Counted are the scripts as they are published, the head, the
// shards and the texts of ten results. Words are drawn by seed from the index: half of those that one case in twenty has, and more.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bends } from '../../themes/default/assets/search/expand.js';
import { answer, open } from '../search/files.mjs';
import { random } from '../search/random.mjs';

const { values: options, positionals: [site] } = parseArgs({
  allowPositionals: true,
  options: { queries: { type: 'string', default: '240' }, seed: { type: 'string', default: '1' }, limit: { type: 'string', default: '80000' } },
});
const FIRST = ['start', 'page', 'query', 'worker', 'index', 'search', 'match', 'excerpt', 'analysis'];
const scripts = (names) => names.reduce((sum, name) => sum + readFileSync(join(site, `assets/search/${name}.js`)).length, 0);
/** The scripts that a word in no case needs beside. */
const LATER = { forms: ['expand'], prefix: ['expand'], typo: ['expand', 'slips'], none: ['expand', 'slips', 'endings'], some: ['expand', 'slips'] };
const later = async (kind, index, text) => (LATER[kind] ? [...LATER[kind], ...(await bends(index, text) ? ['forms'] : [])] : []);

/** Words of Latin letters, with how many cases have their like. */
async function frequencies() {
  const { index } = await open(site);
  const words = new Map();
  for (let i = 0; i < index.first.length; i += 1) {
    for (const { text, refs } of (await index.shard(i)).surfaces.values()) {
      if (/^[a-z]{4,}$/.test(text)) words.set(text, Math.max(0, ...refs.map((ref) => (typeof ref === 'string' ? 0 : ref.docs.length))));
    }
  }
  return { words, n: index.n };
}

/** A word with one slip, after its second letter. */
function slip(word, next) {
  const at = 2 + next(word.length - 2);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[next(26)];
  return word.slice(0, at) + [word.slice(at + 1), letter + word.slice(at), letter + word.slice(at + 1), [...word.slice(at, at + 2)].reverse().join('') + word.slice(at + 2)][next(4)];
}

const next = random(Number(options.seed));
const { words, n } = await frequencies();
const frequent = [...words.keys()].filter((word) => words.get(word) >= n / 20);
const known = [...words.keys()].filter((word) => words.get(word) >= 12);
const kinds = { 'as it is': (word) => word, misspelled: (word) => slip(word, next), 'in another form': (word) => word + ['s', 'es', 'ing', 'ed'][next(4)] };
const results = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
for (let i = 0; i < Number(options.queries); i += 1) {
  const from = i % 2 ? frequent : known;
  const word = from[next(from.length)];
  const kind = Object.keys(kinds)[Math.floor(i / 2) % 3];
  let text = kinds[kind](word);
  while (kind !== 'as it is' && words.has(text)) text = kinds[kind](word) + (kind === 'misspelled' ? '' : 's');
  let bytes = 0;
  const files = [];
  const { ask, search, index } = await open(site, async (url) => {
    const response = await answer(url);
    bytes += (await response.clone().arrayBuffer()).byteLength;
    files.push(url.pathname.split('/search/')[1]);
    return response;
  });
  const { notices, total } = await ask(`?q=${text}`);
  await search.rows(0, 10);
  bytes += scripts([...FIRST, ...await later(notices[0]?.kind, index, text)]);
  results[kind].push({ word, text, bytes, total, notice: notices[0]?.kind ?? '', shards: files.filter((file) => file.startsWith('t/')).length, instead: notices[0]?.name ?? '' });
}
let over = 0;
for (const [kind, list] of Object.entries(results)) {
  const sorted = list.toSorted((a, b) => a.bytes - b.bytes);
  const found = list.filter(({ total }) => total).length;
  const meant = list.filter(({ word, instead, text }) => text === word || instead.split(', ').includes(word)).length;
  const beyond = sorted.filter(({ bytes }) => bytes > Number(options.limit));
  over += beyond.length;
  console.log(`${kind}: ${list.length} queries, median ${sorted[sorted.length >> 1].bytes} B, greatest ${sorted.at(-1).bytes}; ${beyond.length} over ${options.limit}; ${found} find something, ${meant} the word that was meant`);
  for (const { text, word, bytes, shards, notice, instead } of beyond.slice(-5)) console.log(`  ${bytes} B, ${shards} shards: ${text} for ${word} (${notice} ${instead})`);
}
process.exit(over ? 1 : 0);
