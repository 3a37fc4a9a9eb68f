// Cases in Arabic, Urdu, Pashto, Russian, Chinese and Spanish are found with other letter variants and word forms than theirs.
//   node languages.mjs SITE: the built archive of tests/search/languages
// The case sought must be among the first three in 95 of 100 queries; misses are listed.
import { readFileSync } from 'node:fs';
import { card } from '../../themes/default/assets/search/counts.js';
import { open } from './files.mjs';

const queries = JSON.parse(readFileSync(new URL('languages/queries.json', import.meta.url), 'utf8'));
const { ask, search, index } = await open(process.argv[2]);
let found = 0;
for (const { id, query } of queries) {
  await ask(`?q=${encodeURIComponent(query)}`);
  const first = (await Promise.all(search.docs.slice(0, 3).map((d) => card(index, d)))).map((one) => one.id);
  if (first.includes(id)) found += 1;
  else console.log(`missed: ${query} → ${id}, found ${first.join(', ') || 'nothing'}`);
}
console.log(`in the first three in ${found} of ${queries.length} queries`);
process.exit(found < 0.95 * queries.length ? 1 : 0);
