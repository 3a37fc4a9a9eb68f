// Known items: a case is sought by distinctive words of its title or body, and must be among the first three.
//   node known.mjs SITE CONTENT [--seed 1] [--least 0.95] [--pagefind PACKAGE]
// Queries are drawn by seed from the Markdown in CONTENT, for each case two of its title and two of its body: two to four words
// that at most one case in ten has. --pagefind runs Pagefind (its npm package's folder) on the same pages and queries, and
// fails if it finds more. Misses are listed.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../browser/chromium.mjs';
import { listFiles } from '../browser/site.mjs';
import { card } from '../../themes/default/assets/search/counts.js';
import { open } from './files.mjs';
import { random } from './random.mjs';

const { values: options, positionals: [site, content] } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, least: { type: 'string', default: '0.95' }, pagefind: { type: 'string' } },
});
if (!content) {
  console.error('usage: node known.mjs SITE CONTENT [--seed 1] [--least 0.95] [--pagefind PACKAGE]');
  process.exit(2);
}
const TOP = 3;

// A number is one word: 4,800, not 800.
const wordsOf = (text) => (text.match(/[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+)*/gu) ?? []).filter((word) => word.length > 2);

/** The cases of a site with the words of their titles and bodies, which are read from the Markdown. */
function readCases() {
  const bodies = new Map();
  for (const path of listFiles(content).filter((each) => each.endsWith('.md'))) {
    const [, front, ...body] = readFileSync(join(content, path), 'utf8').split(/^---\s*$/m);
    const id = /^id:\s*(\S+)/m.exec(front ?? '')?.[1] ?? path.split('/').at(-1).slice(0, -3);
    // Markup and addresses are no words that a reader remembers.
    bodies.set(id, body.join('').replace(/\]\([^)]*\)|\[@[^\]]*\]|\[\[(?:[^\]|]*\|)?|\]\]|https?:\S+|\S*\[\.\]\S*|^\[\^.*$/gm, ' '));
  }
  const files = listFiles(site).filter((path) => /^cases\/[^/]+\/index\.json$/.test(path));
  return files.map((path) => JSON.parse(readFileSync(join(site, path), 'utf8')))
    .filter(({ id, status }) => status !== 'retracted' && bodies.has(id))
    .map(({ id, title }) => ({ id, title: wordsOf(title), body: bodies.get(id).split(/\n\s*\n/).map(wordsOf) }));
}

function draw(cases, next) {
  const frequency = new Map();
  for (const { title, body } of cases) {
    for (const word of new Set([...title, ...body.flat()].map((each) => each.toLowerCase()))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const rare = (words) => [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => frequency.get(word) <= Math.max(1, cases.length / 10));
  const pick = (words) => {
    const left = [...words];
    return Array.from({ length: Math.min(left.length, 2 + next(3)) }, () => left.splice(next(left.length), 1)[0]).join(' ');
  };
  return cases.flatMap(({ id, title, body }) => {
    const paragraphs = body.map(rare).filter((words) => words.length > 1);
    const sources = [rare(title), rare(title), ...(paragraphs.length ? [paragraphs[next(paragraphs.length)], paragraphs[next(paragraphs.length)]] : [])];
    return sources.filter((words) => words.length > 1).map((words) => ({ id, query: pick(words) }));
  });
}

/** How the client ranks cases. */
async function ours() {
  const { ask, search, index } = await open(site);
  return async (query) => {
    await ask(`?q=${encodeURIComponent(query)}`);
    return (await Promise.all(search.docs.slice(0, TOP).map((d) => card(index, d)))).map(({ id }) => id);
  };
}

/** How Pagefind ranks the same pages. It wants a browser, for its WebAssembly. */
async function theirs(cases) {
  const folder = mkdtempSync(join(tmpdir(), 'corkboard-pagefind-'));
  for (const { id } of cases) cpSync(join(site, 'cases', id, 'index.html'), join(folder, 'cases', id, 'index.html'));
  execFileSync(process.execPath, [join(options.pagefind, 'lib/runner/bin.cjs'), '--site', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const types = { js: 'text/javascript', html: 'text/html', json: 'application/json' };
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Pagefind</title>');
    if (!existsSync(path)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': types[path.split('.').at(-1)] ?? 'application/octet-stream' }).end(readFileSync(path));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return {
    rank: (query) => page.evaluate(async ([text, top]) => {
      const pagefind = await import('/pagefind/pagefind.js');
      const { results } = await pagefind.search(text);
      const data = await Promise.all(results.slice(0, top).map((result) => result.data()));
      return data.map(({ url }) => decodeURIComponent(url.split('/cases/')[1].replace(/\/(index\.html)?$/, '')));
    }, [query, TOP]),
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
}

const cases = readCases();
const queries = draw(cases, random(Number(options.seed)));
const client = await ours();
const pagefind = options.pagefind ? await theirs(cases) : null;
const found = { client: 0, pagefind: 0 };
for (const { id, query } of queries) {
  const ranks = await client(query);
  if (ranks.includes(id)) found.client += 1;
  else console.log(`missed: ${query} → ${id}, found ${ranks.join(', ') || 'nothing'}`);
  if (pagefind && (await pagefind.rank(query)).includes(id)) found.pagefind += 1;
}
await pagefind?.close();
const share = (n) => `${n} of ${queries.length}, ${((100 * n) / queries.length).toFixed(1)}%`;
console.log(`${cases.length} cases: in the first ${TOP} in ${share(found.client)}${pagefind ? `; Pagefind ${share(found.pagefind)}` : ''}`);
process.exit(queries.length === 0 || found.client < Number(options.least) * queries.length || found.client < found.pagefind ? 1 : 0);
