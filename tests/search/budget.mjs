// The scripts that a first query loads, as they are published: no more than 32 KB.
//   node budget.mjs SITE
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT = 32 * 1024;
const [site] = process.argv.slice(2);
const folder = join(site, 'assets/search');
const sizes = new Map();

/** A module and all that it imports before it runs. */
function load(name) {
  if (sizes.has(name)) return;
  const text = readFileSync(join(folder, name), 'utf8');
  sizes.set(name, Buffer.byteLength(text));
  for (const [, other] of text.matchAll(/^(?:import|export)\b[^'\n]*?\bfrom '\.\/([\w.-]+)';$/gm)) load(other);
  // The worker asks for all that it needs at once, in one line.
  const [list = ''] = text.match(/^const scripts\b.*$/m) ?? [];
  for (const [, other] of list.matchAll(/import\('\.\/([\w.-]+)'\)/g)) load(other);
}

for (const name of ['start.js', 'page.js', 'worker.js']) load(name);
// A reading that misses a script would let any budget pass.
for (const name of ['query.js', 'index.js', 'search.js', 'match.js', 'excerpt.js', 'analysis.js']) if (!sizes.has(name)) throw new Error(`nothing loads ${name}`);
const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
for (const [name, size] of sizes) console.log(`${String(size).padStart(6)}  ${name}`);
console.log(`${String(total).padStart(6)}  of ${LIMIT} bytes`);
process.exit(total > LIMIT ? 1 : 0);
