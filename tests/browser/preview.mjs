// The preview in Chromium: `corkboard serve` on a copy of the demo, which is edited while pages look at it.
//   node preview.mjs PROGRAM [--only WORDS] [--screenshots FOLDER] [--client src/preview/client]
// --client takes the files of the client from a folder and not from the program: for work on them without building anew.
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closeWindow, launch } from './chromium.mjs';
import { Copy, Preview } from './preview-server.mjs';
import { SCHEMES, VIEWS, contextOptions, runAxe } from './view.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, screenshots: { type: 'string' }, client: { type: 'string' } },
});
const program = resolve(positionals[0] ?? 'target/release/corkboard');

const LONG = { file: 'content/cases/cn-us-2023-q3.md', page: 'cases/cn-us-2023-q3/' };
const LISTED = { file: 'content/cases/cytrox-2021-12/index.md', page: 'cases/cytrox-2021-12/' };
const OTHER = { file: 'content/cases/bahamut-2023-q1.md', page: 'cases/bahamut-2023-q1/' };
const ARABIC = { file: 'content/cases/arabic.md', page: 'cases/arabic/' };
const LAST = '\n\nA last paragraph that nobody has read yet.\n';

const site = new Copy([
  ['site.toml', 'site.toml'], ['content', 'content'], ['themes/default', 'themes/default'],
  ['tests/browser/states/content/cases/arabic.md', ARABIC.file],
]);
// The demo has no case from right to left; this one's link leads to a case of another archive.
site.edit(ARABIC.file, '[[disputed]]', '[[cn-us-2023-q3]]');
const browser = await launch();
let preview = await Preview.start(program, site.folder, '--port', '0');
let passed = 0;
let failed = 0;

// Hidden and shown as a tab is: a headless browser takes every page for a visible one.
function fakeVisibility() {
  let hidden = false;
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  window.hide = (now) => {
    hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

/** Counts the streams that are open, from before the first. */
function countStreams() {
  window.streams = 0;
  const Real = window.EventSource;
  window.EventSource = class extends Real {
    #open = true;
    constructor(...args) {
      super(...args);
      window.streams += 1;
    }
    close() {
      if (this.#open) window.streams -= 1;
      this.#open = false;
      super.close();
    }
  };
}

async function open(path, { context, ...view } = {}) {
  const own = context ?? await browser.newContext(contextOptions({ width: 1280, scheme: 'light', ...view }));
  if (values.client && !context) {
    await own.route(/_preview\/\w+\.(js|css)$/, (route) =>
      route.fulfill({ path: join(values.client, new URL(route.request().url()).pathname.split('/').at(-1)) }));
  }
  const page = await own.newPage();
  page.setDefaultTimeout(10_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) page.faults.push(message.text());
  });
  await page.addInitScript(fakeVisibility);
  await page.addInitScript(countStreams);
  await Promise.all([page.waitForResponse(/_preview\/events/), page.goto(preview.url + path)]);
  return page;
}

const dialog = (page) => page.locator('corkboard-preview dialog');
const bar = (page) => page.locator('corkboard-preview [role=status]');
const shows = (page, words) => page.locator('main', { hasText: words }).first().waitFor();
const close = async (page) => {
  assert.deepEqual(page.faults, []);
  await closeWindow(page.context());
};
const top = (page, words) => page.locator('main').getByText(words).first().evaluate((one) => one.getBoundingClientRect().top);
const settled = (page) => page.evaluate(() => new Promise((done) => {
  const after = () => requestAnimationFrame(() => requestAnimationFrame(done));
  if (document.readyState === 'complete') after();
  else window.addEventListener('load', after);
}));
const isSeen = (locator) => locator.evaluate((one) => {
  const box = one.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
});

/** Takes the theme's own notice of a draft away. */
const silentTheme = () => site.edit('themes/default/templates/case.html', 'banner banner-draft', 'banner');

const tests = {
  async 'an edit is on the page'() {
    const page = await open(LONG.page);
    const undo = site.edit(LONG.file, 'title: ', 'title: Mended ');
    await page.locator('main h1', { hasText: 'Mended' }).waitFor();
    undo();
    await page.locator('main h1:not(:has-text("Mended"))').waitFor();
    await close(page);
  },

  async 'the reading position stays, also when the text above grows'() {
    const page = await open(LONG.page);
    const paragraphs = site.read(LONG.file).split('---\n')[2].split('\n\n').filter((one) => /^[A-Z][a-z]/.test(one.trim()));
    const [above, read] = [paragraphs[1], paragraphs[2]].map((one) => one.trim().slice(0, 30));
    const scrollTo = (words, offset) => page.locator('main').getByText(words).first().evaluate((one, by) =>
      window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - by), offset);
    await scrollTo(read, 20);
    const before = await top(page, read);
    assert.ok(Math.abs(before - 20) < 2, 'the page is long enough for this test');
    // An edit of what is seen moves nothing.
    await scrollTo(read, 20);
    const again = site.edit(LONG.file, read, `Xyzzy ${read}`);
    await shows(page, 'Xyzzy');
    await settled(page);
    const after = await top(page, 'Xyzzy');
    assert.ok(Math.abs(after - before) < 2, `${after} and not ${before}`);
    again();
    await page.locator('main:not(:has-text("Xyzzy"))').waitFor();
    // The text above grows, and some of what is seen changes too: what is seen stays where it is.
    await scrollTo(read, 20);
    const both = site.read(LONG.file);
    site.write(LONG.file, both.replace(above, `${'More words above. '.repeat(60)}\n\n${above}`).replace(read, `Xyzzy ${read}`));
    await shows(page, 'Xyzzy');
    await settled(page);
    // Next to what changed there may be a block less in view to hold on to, so within a line or two.
    const grown = await top(page, 'Xyzzy');
    assert.ok(Math.abs(grown - before) < 60, `${grown} and not ${before}`);
    site.write(LONG.file, both);
    await page.locator('main:not(:has-text("Xyzzy"))').waitFor();
    await close(page);
  },

  async 'the changed block comes into view when it is away'() {
    const page = await open(LONG.page);
    const undo = site.edit(LONG.file, site.read(LONG.file), site.read(LONG.file).trimEnd() + LAST);
    const added = page.locator('main p', { hasText: 'A last paragraph' });
    await added.waitFor();
    await settled(page);
    assert.ok(await page.evaluate(() => window.scrollY) > 0);
    assert.ok(await isSeen(added));
    undo();
    await added.waitFor({ state: 'detached' });
    await close(page);
  },

  async 'what stands open stays open'() {
    const page = await open(LISTED.page);
    const details = page.locator('main details').first();
    await details.locator('summary').click();
    const undo = site.edit(LISTED.file, 'title: ', 'title: Mended ');
    await page.locator('main h1', { hasText: 'Mended' }).waitFor();
    // The text is there a moment before the script that opens it.
    await page.locator('main details[open]').first().waitFor();
    await details.locator('summary').click();
    undo();
    await page.locator('main h1:not(:has-text("Mended"))').waitFor();
    assert.equal(await details.evaluate((one) => one.open), false);
    await close(page);
  },

  async 'a search finds what was just written'() {
    const page = await open('search/?q=xyzzy');
    const count = page.locator('main .explore [role=status]');
    await count.getByText(/^0 /).waitFor();
    // In the text alone, of which the page itself shows nothing.
    const undo = site.edit(LONG.file, site.read(LONG.file), `${site.read(LONG.file).trimEnd()}\n\nXyzzy.\n`);
    await count.getByText(/^1 /).waitFor();
    assert.equal(new URL(page.url()).search, '?q=xyzzy');
    undo();
    await count.getByText(/^0 /).waitFor();
    await close(page);
  },

  async 'style sheets are swapped in place'() {
    const page = await open(LONG.page);
    await page.evaluate(() => {
      window.scrollTo(0, 200);
      window.kept = true;
    });
    const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const undo = site.edit('themes/default/assets/style.css', 'body {', 'body { background: rgb(1, 2, 3); ');
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)');
    undo();
    await page.waitForFunction((color) => getComputedStyle(document.body).backgroundColor === color, before);
    await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
    assert.deepEqual(await page.evaluate(() => [window.kept, window.scrollY]), [true, 200]);
    await close(page);
  },

  async 'a mistake is shown, dismissed, and gone when it is mended'() {
    const page = await open(LONG.page);
    const title = await page.locator('main h1').first().innerText();
    const undo = site.edit(LONG.file, 'title: ', 'remvoed: 2021\ntitle: ');
    await dialog(page).waitFor();
    assert.match(await dialog(page).locator('h1').innerText(), /^1 error in 1 file$/);
    const entry = dialog(page).locator('li').first();
    assert.match(await entry.locator('h2').innerText(), /error E050 .*remvoed/);
    assert.equal(await entry.locator('mark').innerText(), 'remvoed');
    assert.match(await entry.innerText(), /Hint: .*removed/s);
    const editor = await entry.locator('a').getAttribute('href');
    assert.ok(editor.startsWith('vscode://file/') && editor.endsWith(`${LONG.file}:2:1`), editor);
    assert.equal(await page.locator('main h1').first().innerText(), title, 'the last good page is below');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('data-part')), 'overlay');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(await bar(page).innerText(), '1 error');
    // Neither another page nor a second tab opens what was dismissed.
    await page.goto(preview.url + LONG.page);
    await bar(page).getByText('1 error').waitFor();
    assert.equal(await dialog(page).isVisible(), false);
    await bar(page).getByRole('button').click();
    await dialog(page).waitFor();
    await dialog(page).getByRole('button', { name: 'Show the page' }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    undo();
    await bar(page).getByText('1 error').waitFor({ state: 'hidden' });
    // What comes back after it was mended is new.
    const back = site.edit(LONG.file, 'title: ', 'remvoed: 2021\ntitle: ');
    await dialog(page).waitFor();
    back();
    await dialog(page).waitFor({ state: 'hidden' });
    assert.equal(await page.locator('main h1').first().innerText(), title);
    await close(page);
  },

  async 'on other pages a mistake opens when it appears, and is a count from then on'() {
    const page = await open(OTHER.page);
    const undo = site.edit(LONG.file, 'title: ', 'remvoed: 2021\ntitle: ');
    await dialog(page).waitFor();
    // A mistake elsewhere leaves this page live: its edit is there, and the overlay does not come again.
    const live = site.edit(OTHER.file, 'title: ', 'title: Mended ');
    await page.locator('main h1', { hasText: 'Mended' }).waitFor({ state: 'attached' });
    await bar(page).getByText('1 error').waitFor();
    assert.equal(await dialog(page).isVisible(), false);
    const second = await open('', { context: page.context() });
    await bar(second).getByText('1 error').waitFor();
    assert.equal(await dialog(second).isVisible(), false);
    await second.goto(preview.url + LONG.page);
    await dialog(second).waitFor();
    live();
    undo();
    await dialog(second).waitFor({ state: 'hidden' });
    await bar(page).getByText('1 error').waitFor({ state: 'hidden' });
    await close(page);
  },

  async 'a template that cannot print a page leaves it up, and says so over it'() {
    const page = await open(OTHER.page);
    const good = site.read('themes/default/templates/case.html');
    const undo = site.edit('themes/default/templates/case.html', good, '<p>\n{{ case.nonsense }}</p>\n');
    await dialog(page).waitFor();
    assert.match(await dialog(page).innerText(), /error E114 .*nonsense.*The site shows|The site shows[^]*error E114 .*nonsense/);
    assert.match(await dialog(page).innerText(), /themes\/default\/templates\/case\.html:2:9/);
    // A page that nobody had open.
    const title = /title: "?([^"\n]+)/.exec(site.read(LISTED.file))[1];
    const second = await open(LISTED.page, { context: page.context() });
    await dialog(second).waitFor();
    assert.equal((await second.locator('main h1').first().innerText()).trim(), title.trim());
    undo();
    await dialog(page).waitFor({ state: 'hidden' });
    await dialog(second).waitFor({ state: 'hidden' });
    await bar(page).getByText('1 error').waitFor({ state: 'hidden' });
    await close(page);
  },

  async 'a page that never could be made tells why, and comes by itself'() {
    const good = site.read('themes/default/templates/case.html');
    const undo = site.edit('themes/default/templates/case.html', good, '<p>\n{{ case.nonsense }}</p>\n');
    const first = preview;
    preview = await Preview.start(program, site.folder, '--port', '0');
    try {
      const page = await open(OTHER.page);
      await dialog(page).getByText('This page has no good version yet.').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('main li', { hasText: 'case.html:2:9: error[E114]' }).waitFor();
      if (values.screenshots) await page.screenshot({ path: join(values.screenshots, 'no-version.png') });
      undo();
      await page.locator('main h1', { hasText: /^(?!This page)/ }).first().waitFor();
      await bar(page).getByText('1 error').waitFor({ state: 'hidden' });
      await close(page);
    } finally {
      undo();
      await preview.kill();
      preview = first;
    }
  },

  async 'a case that is new and broken opens the overlay, its own mistakes first'() {
    const other = site.edit('content/about.md', 'title: ', 'remvoed: 2021\ntitle: ');
    const first = await open('');
    await bar(first).getByText('1 error').waitFor();
    const broken = site.read(OTHER.file).replace(/^id: .*$/m, 'remvoed: 2021');
    site.write('content/cases/new.md', broken);
    await bar(first).getByText(/[2-9] errors/).waitFor();
    // Opened after the save, when nothing is new any more.
    const page = await open('cases/new/', { context: first.context() });
    await dialog(page).waitFor();
    await dialog(page).getByText('it shows what can be read').waitFor();
    assert.match(await dialog(page).locator('li').first().innerText(), /content\/cases\/new\.md/);
    site.remove('content/cases/new.md');
    other();
    await bar(page).getByText('no longer part of the site').waitFor();
    await close(page);
  },

  async 'tabs follow the site to another base path, and back'() {
    const page = await open(LONG.page);
    const home = await open('');
    const here = new URL(preview.url);
    const wait = (tab, path) => tab.waitForURL((url) => url.pathname === path);
    await page.locator('main p').last().evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const scrolled = await page.evaluate(() => window.scrollY);
    assert.ok(scrolled > 500);
    const url = /^url = .*$/m.exec(site.read('site.toml'))[0];
    const undo = site.edit('site.toml', url, 'url = "https://example.org/other/deep"');
    await Promise.all([wait(page, `/other/deep/${LONG.page}`), wait(home, '/other/deep/')]);
    await settled(page);
    assert.ok(Math.abs(await page.evaluate(() => window.scrollY) - scrolled) < 3);
    // The page is live there.
    const edit = site.edit(LONG.file, 'title: ', 'title: Mended ');
    await page.locator('main h1', { hasText: 'Mended' }).waitFor({ state: 'attached' });
    // Whoever was away while it was so hears of it when they are back.
    await home.evaluate(() => window.hide(true));
    undo();
    await wait(page, here.pathname + LONG.page);
    await home.evaluate(() => window.hide(false));
    await wait(home, here.pathname);
    edit();
    await page.locator('main h1:not(:has-text("Mended"))').waitFor({ state: 'attached' });
    // An address that somebody noted meanwhile.
    await home.goto(new URL(`/other/deep/${OTHER.page}`, preview.url).href);
    assert.equal(new URL(home.url()).pathname, here.pathname + OTHER.page);
    await close(home);
    await close(page);
  },

  async 'nothing opens over somebody who types'() {
    const page = await open(LONG.page);
    await page.evaluate(() => document.querySelector('main').prepend(document.createElement('input')));
    await page.locator('main input').focus();
    const undo = site.edit(LONG.file, 'title: ', 'remvoed: 2021\ntitle: ');
    await bar(page).getByText('1 error').waitFor();
    await page.keyboard.type('words');
    assert.equal(await page.locator('main input').inputValue(), 'words');
    assert.equal(await dialog(page).isVisible(), false);
    await page.locator('main input').blur();
    await dialog(page).waitFor();
    undo();
    await dialog(page).waitFor({ state: 'hidden' });
    await close(page);
  },

  async 'hostile words of a file stay words'() {
    const page = await open(LONG.page);
    const undo = site.edit(LONG.file, 'title: ', '"<img src=x onerror=alert(1)>": </script><b>\ntitle: ');
    await dialog(page).waitFor();
    assert.match(await dialog(page).innerText(), /<img src=x onerror=alert\(1\)>/);
    assert.equal(await dialog(page).locator('img, b:has-text("<"), script').count(), 0);
    undo();
    await dialog(page).waitFor({ state: 'hidden' });
    await close(page);
  },

  async 'hundreds of mistakes can be read'() {
    const page = await open(LONG.page);
    const fields = Array.from({ length: 400 }, (_, at) => `odd${at}: 1\n`).join('');
    const undo = site.edit(LONG.file, 'title: ', `${fields}title: `);
    await dialog(page).waitFor();
    assert.equal(await dialog(page).locator('h1').innerText(), '400 errors in 1 file');
    const listed = await dialog(page).locator('li').count();
    assert.ok(listed >= 50, `${listed} are listed`);
    if (listed < 400) assert.match(await dialog(page).locator('.rest').innerText(), new RegExp(`And ${400 - listed} more`));
    undo();
    await dialog(page).waitFor({ state: 'hidden' });
    await close(page);
  },

  async 'warnings alone are a count'() {
    const page = await open(LONG.page);
    const undo = site.edit(LONG.file, 'title: ', 'narratives: []\ntitle: ');
    await bar(page).getByText('1 warning').waitFor();
    assert.equal(await dialog(page).isVisible(), false);
    await bar(page).getByRole('button').click();
    await dialog(page).waitFor();
    assert.match(await dialog(page).innerText(), /warning W001/);
    undo();
    await dialog(page).waitFor({ state: 'hidden' });
    await bar(page).getByText('1 warning').waitFor({ state: 'hidden' });
    await close(page);
  },

  async 'a broken template leaves the last good pages'() {
    const page = await open(LONG.page);
    const title = await page.locator('main h1').first().innerText();
    const undo = site.edit('themes/default/templates/base.html', '<body>', '<body>{% if %}');
    await dialog(page).waitFor();
    assert.match(await dialog(page).innerText(), /base\.html/);
    await page.reload();
    assert.equal(await page.locator('main h1').first().innerText(), title);
    undo();
    await page.waitForFunction(() => !document.querySelector('[data-part=overlay]').shadowRoot.querySelector('dialog').open);
    await close(page);
  },

  async 'drafts have one notice: that of the theme'() {
    const page = await open(ARABIC.page);
    const notice = page.locator('main .banner-draft');
    assert.equal(await notice.count(), 0);
    for (const status of ['draft', 'review']) {
      const undo = site.edit(ARABIC.file, 'title: ', `status: ${status}\ntitle: `);
      await notice.waitFor();
      await settled(page);
      assert.equal(await notice.count(), 1);
      assert.equal(await page.locator('corkboard-preview .banner').count(), 0);
      undo();
      await notice.waitFor({ state: 'detached' });
    }
    await close(page);
  },

  async 'where the theme has no notice, drafts have a banner above the text'() {
    const mend = silentTheme();
    const page = await open(ARABIC.page);
    const banner = page.locator('corkboard-preview .banner');
    assert.equal(await banner.count(), 0);
    for (const [status, words] of [['draft', 'Draft.'], ['review', 'Under review.']]) {
      const undo = site.edit(ARABIC.file, 'title: ', `status: ${status}\ntitle: `);
      await banner.getByText(words).waitFor();
      const box = await banner.boundingBox();
      const first = await page.locator('body').boundingBox();
      assert.ok(box.y === 0 && first.y >= box.y + box.height - 1, 'nothing is below it');
      assert.deepEqual(await banner.evaluate((one) => getComputedStyle(one).direction), 'rtl');
      undo();
      await banner.waitFor({ state: 'detached' });
    }
    // A notice that nobody sees is none.
    mend();
    const undo = [
      site.edit(ARABIC.file, 'title: ', 'status: draft\ntitle: '),
      site.edit('themes/default/assets/style.css', '.banner-draft,', '.banner-draft { display: none }\n.banner-draft,'),
    ];
    await page.locator('main .banner-draft').waitFor({ state: 'attached' });
    await page.reload();
    await banner.waitFor();
    for (const one of undo.reverse()) one();
    await banner.waitFor({ state: 'detached' });
    await close(page);
  },

  async 'a server that is gone is missed, and found again'() {
    const page = await open(LONG.page);
    await preview.kill();
    await bar(page).getByText('The preview has ended').waitFor();
    const undo = site.edit(LONG.file, 'title: ', 'title: Meanwhile ');
    await site.edit('themes/default/assets/style.css', 'body {', 'body { --meanwhile: 1; ');
    preview = await Preview.start(program, site.folder, '--port', preview.port);
    await page.locator('main h1', { hasText: 'Meanwhile' }).waitFor();
    await bar(page).getByText('The preview has ended').waitFor({ state: 'hidden' });
    undo();
    await page.locator('main h1:not(:has-text("Meanwhile"))').waitFor();
    await close(page);
  },

  async 'styles that changed while nobody was told are swapped too'() {
    const page = await open(LONG.page);
    await page.evaluate(() => window.hide(true));
    const undo = site.edit('themes/default/assets/style.css', 'body {', 'body { background: rgb(3, 2, 1); ');
    await page.evaluate(() => window.hide(false));
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(3, 2, 1)');
    undo();
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor !== 'rgb(3, 2, 1)');
    await close(page);
  },

  async 'ten tabs all see an edit, and hidden ones hold no stream'() {
    const first = await open(LONG.page);
    const tabs = [first];
    while (tabs.length < 10) {
      await tabs.at(-1).evaluate(() => window.hide(true));
      tabs.push(await open(LONG.page, { context: first.context() }));
    }
    const streams = async () => Promise.all(tabs.map((tab) => tab.evaluate(() => window.streams)));
    assert.deepEqual(await streams(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const undo = site.edit(LONG.file, 'title: ', 'title: Mended ');
    await tabs[9].locator('main h1', { hasText: 'Mended' }).waitFor();
    for (const [at, tab] of tabs.entries()) {
      if (at < 9) assert.equal(await tab.locator('main h1', { hasText: 'Mended' }).count(), 0);
      await tab.evaluate(() => window.hide(false));
      await tab.locator('main h1', { hasText: 'Mended' }).waitFor();
      await tab.evaluate(() => window.hide(true));
    }
    assert.deepEqual(await streams(), Array(10).fill(0));
    undo();
    for (const tab of tabs) assert.deepEqual(tab.faults, []);
    await closeWindow(first.context());
  },

  async 'a page that is gone says so'() {
    const page = await open(OTHER.page);
    const undo = site.remove(OTHER.file);
    await bar(page).getByText('no longer part of the site').waitFor();
    undo();
    await bar(page).getByText('no longer part of the site').waitFor({ state: 'hidden' });
    await close(page);
  },

  async '--follow goes to the page of the file that is edited'() {
    const usual = preview;
    preview = await Preview.start(program, site.folder, '--port', '0', '--follow');
    try {
      const page = await open('');
      const undo = site.edit(LONG.file, 'title: ', 'title: Mended ');
      await page.waitForURL(preview.url + LONG.page);
      await page.locator('main h1', { hasText: 'Mended' }).waitFor();
      // To a page that was read before, and there to what changed.
      const other = site.edit(OTHER.file, 'title: ', 'title: Mended ');
      await page.waitForURL(preview.url + OTHER.page);
      other();
      await page.locator('main h1:not(:has-text("Mended"))').waitFor();
      const back = site.edit(LONG.file, site.read(LONG.file), site.read(LONG.file).trimEnd() + LAST);
      await page.waitForURL(preview.url + LONG.page);
      const added = page.locator('main p', { hasText: 'A last paragraph' });
      await added.waitFor();
      await settled(page);
      assert.ok(await isSeen(added));
      back();
      undo();
      await close(page);
    } finally {
      await preview.kill();
      preview = usual;
    }
  },

  async 'the overlay, the bar and the banner pass axe'() {
    const undo = [
      silentTheme(),
      site.edit(LONG.file, 'title: ', 'remvoed: 2021\nremoved: 2021-13\ntitle: '),
      site.edit(ARABIC.file, 'title: ', 'status: draft\nplatforms: []\ntitle: '),
    ];
    const first = await open('');
    await bar(first).getByText('2 errors and 1 warning').waitFor();
    await closeWindow(first.context());
    const faults = [];
    for (const scheme of SCHEMES) {
      for (const width of [360, 1280]) {
        for (const { page: path } of [LONG, ARABIC]) {
          const page = await open(path, { width, scheme });
          await bar(page).getByRole('button').waitFor();
          if (path === ARABIC.page) await bar(page).getByRole('button').click();
          await dialog(page).waitFor();
          const of = async (state) => {
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
            if (wide) faults.push(`${path} ${width} ${state}: too wide`);
            assert.deepEqual(page.faults, []);
            for (const { rule, detail } of await runAxe(page)) faults.push(`${path} ${width} ${scheme} ${state}: ${rule} ${detail}`);
          };
          await of('overlay');
          // What axe does to measure is not the page's doing.
          page.faults = [];
          await page.keyboard.press('Escape');
          await of('bar');
          await closeWindow(page.context());
        }
      }
    }
    for (const one of undo.reverse()) one();
    assert.deepEqual(faults, []);
  },
};

/** Pictures of what the tests look at, to be looked at. */
async function takeScreenshots(folder) {
  mkdirSync(folder, { recursive: true });
  const shot = async (page, name) => {
    await settled(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  const undo = [
    site.edit(ARABIC.file, 'title: ', 'status: draft\ntitle: '),
    site.edit(OTHER.file, 'title: ', 'status: review\ntitle: '),
  ];
  for (const view of VIEWS) {
    const end = `${view.width}-${view.scheme}`;
    for (const [name, { page: path }] of [['draft-ar', ARABIC], ['review', OTHER]]) {
      const page = await open(path, view);
      await page.locator('main .banner-draft').waitFor();
      await shot(page, `${name}-${end}`);
      await close(page);
    }
  }
  undo.push(site.edit(LONG.file, 'title: ', 'remvoed: 2021\nremoved: 2021-13\nnarratives: []\ntitle: '));
  const first = await open('');
  await bar(first).getByText('2 errors').waitFor();
  await closeWindow(first.context());
  for (const view of VIEWS) {
    const end = `${view.width}-${view.scheme}`;
    for (const [name, { page: path }] of [['ltr', LONG], ['rtl', ARABIC]]) {
      const page = await open(path, view);
      await bar(page).getByRole('button').waitFor();
      if (path === ARABIC.page) await bar(page).getByRole('button').click();
      await dialog(page).waitFor();
      await shot(page, `overlay-${name}-${end}`);
      await page.keyboard.press('Escape');
      await shot(page, `bar-${name}-${end}`);
      await close(page);
    }
  }
  const lost = await Promise.all(VIEWS.map((view) => open(LONG.page, view)));
  await preview.kill();
  for (const [at, page] of lost.entries()) {
    await bar(page).getByText('The preview has ended').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await shot(page, `lost-${VIEWS[at].width}-${VIEWS[at].scheme}`);
    await close(page);
  }
  for (const one of undo.reverse()) one();
}

try {
  for (const [name, test] of Object.entries(tests)) {
    if (!name.includes(values.only)) continue;
    try {
      await test();
      passed += 1;
      console.log(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n${error.stack}`);
      // What a test left behind must not fail the next one.
      site.restore();
      await Promise.all(browser.contexts().map(closeWindow));
    }
  }
  if (values.screenshots) await takeScreenshots(values.screenshots);
} finally {
  await browser.close();
  await preview.kill();
  site.delete();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
