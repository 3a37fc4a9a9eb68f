// Holds the search client to the oracle: random archives, random queries, and everything that is answered must be equal.
//   node oracle.mjs --corkboard target/release/corkboard [--python python3] [--seeds 8] [--first 1] [--queries 300] [--cases 60]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { facetCounts, histogram, totals } from '../../themes/default/assets/search/counts.js';
import { open } from './files.mjs';

const { values: options } = parseArgs({
  options: {
    corkboard: { type: 'string', default: 'target/release/corkboard' },
    python: { type: 'string', default: 'python3' },
    seeds: { type: 'string', default: '8' },
    first: { type: 'string', default: '1' },
    queries: { type: 'string', default: '300' },
    cases: { type: 'string', default: '60' },
  },
});
const here = (name) => new URL(name, import.meta.url).pathname;
const python = (...given) => execFileSync(options.python, given, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });

/** Every facet's values that have cases, as the oracle counts them. */
async function countsOf(search, index) {
  const counts = {};
  for (const { name } of index.head.facets) {
    const { values, unknown } = await facetCounts(search, name);
    const pairs = values.map(({ slug, count }) => [slug.toLowerCase(), count]);
    counts[name] = Object.fromEntries([...pairs, ['unknown', unknown]].filter(([, count]) => count));
  }
  return counts;
}

async function sumsOf(search, index) {
  const names = ['size', 'follows', 'spend'].filter((name) => index.field(name));
  const sums = await totals(search, names);
  return Object.fromEntries(names.map((name, i) => [name, { ...sums[i], high: sums[i].high === Infinity ? null : sums[i].high }]).filter(([, { known }]) => known));
}

/** What differs between an answer and what is expected, in words; empty if nothing does. */
async function differences({ index, search, ask, ids }, expected) {
  const { notices } = await ask(expected.address);
  const wrong = [];
  const say = (what, ours, theirs) => isDeepStrictEqual(ours, theirs) || wrong.push(`${what}: client ${JSON.stringify(ours)} oracle ${JSON.stringify(theirs)}`);
  say('cases', await ids(), expected.ids);
  const counts = await countsOf(search, index);
  for (const name of Object.keys(expected.facets)) say(`facet ${name}`, counts[name] ?? {}, index.head.facets.some((facet) => facet.name === name) ? expected.facets[name] : {});
  say('sums', await sumsOf(search, index), expected.sums);
  for (const [name, { edges, ...bars }] of Object.entries(expected.bars)) if (index.field(name)) say(`bars ${name}`, await histogram(search, name, edges), bars);
  if (notices.some(({ kind }) => kind === 'some')) wrong.push('not all shards were looked at: the archive is too large for this test');
  return wrong;
}

let asked = 0;
let failed = 0;
let found = 0;
const first = Number(options.first);
for (let seed = first; seed < first + Number(options.seeds); seed += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'corkboard-oracle-'));
  const [archive, site] = [join(folder, 'archive'), join(folder, 'site')];
  try {
    python(here('generate.py'), archive, '--seed', String(seed), '--cases', options.cases);
    execFileSync(options.corkboard, ['build', archive, '-o', site], { stdio: ['ignore', 'ignore', 'pipe'] });
    const lines = python(here('oracle.py'), archive, site, '--seed', String(seed), '--queries', options.queries).trim().split('\n');
    const client = await open(site);
    for (const line of lines) {
      const expected = JSON.parse(line);
      const wrong = await differences(client, expected).catch((error) => [error.stack]);
      asked += 1;
      found += expected.ids.length > 0 ? 1 : 0;
      if (!wrong.length) continue;
      failed += 1;
      if (failed <= 20) console.log(`FAIL seed ${seed} ${decodeURIComponent(expected.address.replaceAll('+', ' '))}\n  ${wrong.map((text) => text.slice(0, 600)).join('\n  ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
if (found < asked / 4) {
  console.log(`FAIL only ${found} of ${asked} queries find anything: they test too little`);
  failed += 1;
}
console.log(`${asked} queries on ${options.seeds} archives, ${found} with results: ${asked - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
