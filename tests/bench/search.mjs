// What a search costs a visitor: bytes and time from a cold start to the first ten results, and bytes of a second query.
//   node tests/bench/search.mjs SITE [--content FOLDER] [--queries 20] [--seed 1] [--json]
// SITE is a built site. Queries are drawn by seed from the Markdown in FOLDER (or from the site's own cards): one to three
// words of a case, of middling frequency. The server neither compresses nor lets anything be cached. Counted is what is loaded
// until ten results stand on the page: scripts, index, cards and excerpts, not the page's HTML and style.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../browser/chromium.mjs';
import { serve } from '../browser/serve.mjs';
import { listFiles } from '../browser/site.mjs';
import { random } from '../search/random.mjs';

const { values: options, positionals: [site] } = parseArgs({
  allowPositionals: true,
  options: { content: { type: 'string' }, queries: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
if (!site || !options.content) {
  console.error('usage: node search.mjs SITE --content FOLDER [--queries 20] [--seed 1]');
  process.exit(2);
}

/** Queries that find ten cases or more: words that at least one case in two hundred has and at most one in three. */
function draw(folder, count, next) {
  const texts = listFiles(folder).filter((path) => path.endsWith('.md')).map((path) => readFileSync(join(folder, path), 'utf8').split(/^---$/m).slice(2).join(''));
  const wordsOf = (text) => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  const frequency = new Map();
  const sample = texts.filter((_, i) => i % Math.max(1, Math.floor(texts.length / 2000)) === 0).map(wordsOf);
  for (const words of sample) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const least = Math.max(12 * (sample.length / texts.length), sample.length / 200);
  const fits = (word) => frequency.get(word) >= least && frequency.get(word) <= sample.length / 3;
  const queries = [];
  while (queries.length < count) {
    const words = [...sample[next(sample.length)]].filter(fits);
    if (!words.length) continue;
    const query = Array.from({ length: 1 + (next(4) > 2 ? 1 : 0) }, () => words[next(words.length)]);
    const both = sample.filter((set) => query.every((word) => set.has(word))).length;
    if (both * (texts.length / sample.length) >= 12) queries.push([...new Set(query)].join(' '));
  }
  return queries;
}

const counted = (url) => /\/assets\/search\/|\/search\/.*\.gz$/.test(new URL(url).pathname);
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

async function measure(browser, url, query, second) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sizes = [];
  let bytes = 0;
  page.on('response', (response) => {
    if (counted(response.url())) sizes.push(response.body().then((body) => { bytes += body.length; }));
  });
  const settle = async () => { while (sizes.length) await sizes.shift(); };
  // Read in the page, since asking over the protocol takes time of its own. What is loaded later is not counted.
  await page.addInitScript(() => {
    const look = () => {
      const root = document.querySelector('.explore');
      if (root?.dataset.state === 'ready' && root.querySelectorAll('.as-list .entry').length >= 10) window.ready ??= performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${url}search/?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => window.ready);
  await settle();
  const cold = { bytes, time: await page.evaluate(() => window.ready) };
  const code = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/search/')).length);
  await page.waitForTimeout(300);
  await settle();
  bytes = 0;
  await page.fill('#q', second);
  await page.press('#q', 'Enter');
  await page.waitForFunction((text) => document.querySelector('.chips')?.textContent.includes(text), second.split(' ')[0]);
  await page.waitForFunction(() => document.querySelector('.explore').dataset.state === 'ready');
  await page.waitForTimeout(200);
  await settle();
  await context.close();
  return { ...cold, code, second: bytes };
}

const queries = draw(options.content, Number(options.queries), random(Number(options.seed)));
const server = await serve(site);
const browser = await launch();
try {
  // The first page that a browser opens pays for the browser's own start.
  await measure(browser, server.url, queries[0], queries[1]);
  const results = [];
  for (const [i, query] of queries.entries()) {
    const result = await measure(browser, server.url, query, queries[(i + 1) % queries.length]);
    results.push(result);
    console.log(`${String(result.bytes).padStart(7)} B cold  ${result.time.toFixed(0).padStart(5)} ms  ${String(result.second).padStart(7)} B second  ${query}`);
  }
  for (const [name, unit] of [['bytes', 'B, cold'], ['time', 'ms, cold'], ['second', 'B, second query']]) {
    const list = results.map((result) => result[name]);
    console.log(`median ${median(list).toFixed(0)} ${unit}; greatest ${Math.max(...list).toFixed(0)}`);
  }
} finally {
  await browser.close();
  await server.close();
}
