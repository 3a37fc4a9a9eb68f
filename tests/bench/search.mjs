// What a search costs a visitor: bytes and time from a cold start to the first ten results, and bytes of a second query.
//   node tests/bench/search.mjs SITE… --content FOLDER [--queries 20] [--seed 1]
// SITE is a built site; several, of one archive, are measured in turn, for a machine drifts. Queries are drawn by seed from the
// Markdown in FOLDER: one or two words of a case, of middling frequency. The server neither compresses nor lets anything be cached.
// Counted is what is loaded until ten results stand on the page: scripts, index, cards and excerpts, not the page's HTML and style.
// Time runs from the start of the navigation, in a context without a cache, to the change that completes the results.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../browser/chromium.mjs';
import { serve } from '../browser/serve.mjs';
import { listFiles } from '../browser/site.mjs';
import { random } from '../search/random.mjs';

const { values: options, positionals: sites } = parseArgs({
  allowPositionals: true,
  options: { content: { type: 'string' }, queries: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
if (!sites.length || !options.content) {
  console.error('usage: node search.mjs SITE… --content FOLDER [--queries 20] [--seed 1]');
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
    // In a sample, the case that the words were drawn from says nothing of others.
    if (both >= 3 && both * (texts.length / sample.length) >= 12) queries.push([...new Set(query)].join(' '));
  }
  return queries;
}

/** Milliseconds until a new window is at rest. */
const SETTLE = 1500;

const counted = (url) => /\/assets\/search\/|\/search\/.*\.gz$/.test(new URL(url).pathname);
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** The bytes of what was loaded so far, and what is loaded from now on. */
function meter(page) {
  const responses = [];
  page.on('response', (response) => counted(response.url()) && responses.push(response));
  // Read when all is over: to hand bodies over meanwhile would take the browser's time.
  return async () => {
    const bodies = await Promise.all(responses.splice(0).map((response) => response.body()));
    return bodies.reduce((sum, body) => sum + body.length, 0);
  };
}

/** Runs in the page. The time is taken there and told by the console: the test puts nothing else into a page that is measured. */
function watch() {
  const look = () => {
    const root = document.querySelector('.explore');
    if (root?.dataset.state !== 'ready' || root.querySelectorAll('.as-list .entry').length < 10) return;
    observer.disconnect();
    console.debug(`ready ${performance.now()}`);
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}

async function measure(browser, url, query, second) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bytes = meter(page);
  await page.addInitScript(watch);
  // A context has a window of its own, whose tool bars load some hundred scripts: the browser's start, not the page's.
  await page.waitForTimeout(SETTLE);
  const ready = page.waitForEvent('console', (message) => message.text().startsWith('ready '));
  await page.goto(`${url}search/?q=${encodeURIComponent(query)}`, { waitUntil: 'commit' });
  const time = Number((await ready).text().slice(6));
  const cold = await bytes();
  await page.waitForTimeout(300);
  await bytes();
  await page.fill('#q', second);
  await page.press('#q', 'Enter');
  await page.waitForFunction((text) => document.querySelector('.chips')?.textContent.includes(text), second.split(' ')[0]);
  await page.waitForFunction(() => document.querySelector('.explore').dataset.state === 'ready');
  await page.waitForTimeout(200);
  const result = { bytes: cold, time, second: await bytes() };
  await context.close();
  return result;
}

const queries = draw(options.content, Number(options.queries), random(Number(options.seed)));
const servers = await Promise.all(sites.map((site) => serve(site)));
const browser = await launch();
try {
  // The first page that a browser opens pays for the browser's own start.
  for (const { url } of servers) await measure(browser, url, queries[0], queries[1]);
  const results = sites.map(() => []);
  for (const [i, query] of queries.entries()) {
    for (const [j, { url }] of servers.entries()) {
      const result = await measure(browser, url, query, queries[(i + 1) % queries.length]);
      results[j].push(result);
      console.log(`${String(result.bytes).padStart(7)} B cold  ${result.time.toFixed(0).padStart(5)} ms  ${String(result.second).padStart(7)} B second  ${query}`);
    }
  }
  for (const [j, site] of sites.entries()) {
    console.log(site);
    for (const [name, unit] of [['bytes', 'B, cold'], ['time', 'ms, cold'], ['second', 'B, second query']]) {
      const list = results[j].map((result) => result[name]);
      console.log(`median ${median(list).toFixed(0)} ${unit}; greatest ${Math.max(...list).toFixed(0)}`);
    }
  }
} finally {
  await browser.close();
  await Promise.all(servers.map((server) => server.close()));
}
