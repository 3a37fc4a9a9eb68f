// Checks a built site: markup, links, then real pages in Chromium with axe.
//   node check.mjs SITE_DIR [--pages a,b,'cases/*'] [--base /register/|own] [--quick]
// One page of each shape is opened, and those that --pages names: addresses below the site, with a query if need be, or a
// prefix and `*`. --base mounts the site at a sub-path; `own` takes the one that the site was built for, or makes one up.
// --quick opens each page once and leaves axe out: for a second mount of the same bytes.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { launch } from './chromium.mjs';
import { checkLinks } from './links.mjs';
import { contentType, serve } from './serve.mjs';
import { addressOf, readSite, representatives } from './site.mjs';
import { VIEWS, checkPage, checkWithoutScripts } from './view.mjs';

/** Counts, and prints each failure once as it comes. */
class Report {
  passed = 0;
  failed = 0;
  #said = new Set();
  pass() {
    this.passed += 1;
  }
  fail(page, view, rule, detail) {
    this.failed += 1;
    const line = `FAIL ${page}  ${view}  ${rule}  ${detail.replace(/\s+/g, ' ').slice(0, 300)}`;
    if (!this.#said.has(line)) console.log(line);
    this.#said.add(line);
  }
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pages: { type: 'string', default: '' }, base: { type: 'string', default: '/' }, quick: { type: 'boolean', default: false } },
  });
  if (positionals.length !== 1) {
    console.error("usage: node check.mjs SITE_DIR [--pages a,b,'cases/*'] [--base /register/|own] [--quick]");
    process.exit(2);
  }
  return { dir: positionals[0], ...values, pages: values.pages.split(',').filter(Boolean) };
}

/** The pages that one entry of --pages names: [{page, address}]. */
function named(site, entry) {
  const [, path, query] = /^\/?([^?#]*)(.*)$/.exec(entry);
  const all = [...site.pages.values()].filter((page) => !page.redirect);
  const wanted = path.endsWith('*')
    ? all.filter((page) => page.path.startsWith(path.slice(0, -1)))
    : all.filter((page) => page.path === path || decodeURIComponent(addressOf(page.path)) === path);
  return wanted.map((page) => ({ page, address: addressOf(page.path) + query }));
}

/** The pages to open, each address once. */
function choose(site, entries, report) {
  const chosen = new Map(representatives(site).map((page) => [addressOf(page.path), page]));
  for (const entry of entries) {
    const found = named(site, entry);
    if (found.length === 0) report.fail(entry, '-', 'pages', 'the site has no such page');
    for (const { page, address } of found) chosen.set(address, page);
  }
  return [...chosen].map(([address, page]) => ({ address, page }));
}

async function validate(site, report) {
  const config = JSON.parse(readFileSync(new URL('htmlvalidate.json', import.meta.url), 'utf8'));
  const validator = new HtmlValidate(new StaticConfigLoader(config));
  for (const page of site.pages.values()) {
    const { valid, results } = await validator.validateString(page.html, page.path);
    if (valid) report.pass();
    for (const { line, column, ruleId, message, selector } of results.flatMap((result) => result.messages)) {
      report.fail(page.path, '-', `html:${ruleId}`, `${line}:${column} ${selector ?? ''} ${message}`);
    }
  }
}

/** Every file answers with 200, its type and its bytes; an unknown address with 404 and the 404 page. */
async function checkServed(site, server, report) {
  for (const path of site.files) {
    const response = await fetch(server.url + path.split('/').map(encodeURIComponent).join('/'));
    const bytes = Buffer.from(await response.arrayBuffer());
    const right = response.status === 200 && response.headers.get('content-type') === contentType(path)
      && bytes.equals(readFileSync(join(site.dir, path)));
    if (right) report.pass();
    else report.fail(path, '-', 'served', `status ${response.status}, ${response.headers.get('content-type')}`);
  }
  const unknown = await fetch(`${server.url}no/such/page/`);
  const own = site.pages.get('404.html')?.html;
  if (unknown.status === 404 && (own === undefined || (await unknown.text()) === own)) report.pass();
  else report.fail('no/such/page/', '-', 'served', `an unknown address answers ${unknown.status}`);
}

async function openPage(browser, server, { address, page }, quick, report) {
  const target = {
    origin: server.origin,
    url: server.url + address,
    views: quick ? VIEWS.slice(0, 1) : VIEWS,
    axe: !quick,
    missing: page.path === '404.html',
  };
  const answers = [...await checkPage(browser, target), ...await checkWithoutScripts(browser, target)];
  for (const { view, results } of answers) {
    for (const faults of results) {
      if (faults.length === 0) report.pass();
      for (const { rule, detail } of faults) report.fail(address || '/', view, rule, detail);
    }
  }
}

async function openPages(server, pages, quick, report) {
  const browser = await launch();
  try {
    const queue = [...pages];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await openPage(browser, server, next, quick, report);
    };
    // A page mostly waits for the network to fall silent, so more are open than there are cores.
    await Promise.all(Array.from({ length: availableParallelism() * 2 }, work));
  } finally {
    await browser.close();
  }
}

const { dir, pages: entries, base: wantedBase, quick } = readArguments();
const report = new Report();
const site = readSite(dir);
const base = wantedBase !== 'own' ? wantedBase : site.base === '/' ? '/a/sub-path/' : site.base;
if (!site.pages.has('index.html') && entries.length === 0) report.fail('index.html', '-', 'pages', 'the site has no home page');
// The 404 page links from the base path that the site was built for: it is right there and nowhere else.
const pages = choose(site, entries, report).filter(({ page }) => page.path !== '404.html' || base === site.base);
console.log(`${dir} at ${base}: ${site.files.size} files, ${site.pages.size} pages, of which ${pages.length} are opened:`);
console.log(`  ${pages.map(({ address }) => decodeURIComponent(address) || '/').join(' ')}`);

await validate(site, report);
checkLinks(site, report);
const server = await serve(dir, base);
try {
  await checkServed(site, server, report);
  await openPages(server, pages, quick, report);
} finally {
  await server.close();
}
console.log(`${report.passed} passed, ${report.failed} failed`);
process.exit(report.failed > 0 ? 1 : 0);
