// The search page in Chromium: what readers do with it, in every state, from a strict server under a sub-path.
//   node search.mjs DEMO_SITE HOSTILE_SITE EMPTY_SITE [TEST]
// With TEST, only the tests whose name holds it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launch } from './chromium.mjs';
import { serve } from './serve.mjs';
import { contextOptions } from './view.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const [demo, hostile, empty, only = ''] = process.argv.slice(2);
if (!empty) {
  console.error('usage: node search.mjs DEMO_SITE HOSTILE_SITE EMPTY_SITE [TEST]');
  process.exit(2);
}

const browser = await launch();
const servers = { demo: await serve(demo, '/a/sub-path/'), hostile: await serve(hostile, '/'), empty: await serve(empty, '/') };
let passed = 0;
let failed = 0;

/** A page that hears of its own faults; `done` looks whether there were any. */
async function open(site, address, { width = 1280, scheme = 'light', scripts = true, broken = false } = {}) {
  const context = await browser.newContext({ ...contextOptions({ width, scheme }), javaScriptEnabled: scripts, acceptDownloads: true });
  const faults = [];
  const { origin, url } = servers[site];
  context.on('console', (message) => message.type() === 'error' && !broken && faults.push(message.text()));
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('request', (request) => /^https?:/.test(request.url()) && new URL(request.url()).origin !== origin && faults.push(`third party: ${request.url()}`));
  // Nobody links to an icon, so the browser asks for one by itself.
  await context.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await context.addInitScript(() => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  return {
    page,
    go: () => page.goto(url + address),
    state: (state) => page.waitForSelector(`.explore[data-state=${state}]`, { state: 'attached' }),
    count: () => page.locator('.bar [role=status] b').innerText(),
    titles: () => page.locator('.as-list .entry h2').allInnerTexts(),
    settled: () => page.waitForSelector('.explore:not([aria-busy])', { state: 'attached' }),
    async done() {
      if (scripts) faults.push(...(await page.evaluate(() => window.refused)));
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}

async function test(name, run) {
  if (!name.includes(only)) return;
  try {
    await run();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${error.stack}`);
  }
}

/** What axe finds, and whether the page is wider than its window. */
async function lookAt(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), TAGS);
  assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`)), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than its window');
}

const STATES = {
  ready: { address: 'search/?q=military' },
  'all, filtered': { address: 'search/?origin=pk&size=30..&size=unknown&date=2019..2023' },
  table: { address: 'search/?q=military&view=table&sort=-size' },
  notices: { address: 'search/?q=militray+spend%3E%3Dabc&origin=pk&origin=zz' },
  empty: { address: 'search/?q=military&origin=cn&spend=1..', state: 'empty' },
  error: { address: 'search/?q=military', state: 'error', before: (page) => page.route('**/search/t/**', (route) => route.fulfill({ status: 404 })) },
  slow: { address: 'search/?q=military', state: 'slow', before: (page) => page.route('**/search/t/**', () => {}) },
  loading: { address: 'search/?q=military', state: 'loading', before: (page) => page.route('**/search/t/**', () => {}) },
};
for (const [name, { address, state = 'ready', before }] of Object.entries(STATES)) {
  for (const view of [{ width: 360, scheme: 'light' }, { width: 1280, scheme: 'dark' }]) {
    for (const site of name === 'ready' || name === 'table' ? ['demo', 'hostile'] : ['demo']) {
      await test(`${name}, ${site}, ${view.width} ${view.scheme}`, async () => {
        const { page, go, state: reach, settled, done } = await open(site, site === 'demo' ? address : address.replace('military', 'hostile'), { ...view, broken: state === 'error' });
        await before?.(page);
        await go();
        await reach(state);
        if (state !== 'loading' && state !== 'slow') await settled();
        // A phone's filters are folded away: what is in them counts too.
        if (view.width < 500) await page.locator('.fold > summary').click();
        await lookAt(page);
        await done();
      });
    }
  }
}

/** Holds back what a pattern names; the answer lets it through. */
async function hold(page, pattern) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(pattern, (route) => released.then(() => route.continue()).catch(() => {}));
  return release;
}

await test('what is typed and chosen while the page loads is what its reader wants', async () => {
  const { page, go, settled, state, done } = await open('demo', 'search/?q=network');
  const release = await hold(page, '**/search/head.gz');
  await go();
  await page.locator('#q').waitFor();
  assert.equal(await page.inputValue('#q'), 'network');
  await page.locator('#q').focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' milit');
  await page.locator('[name=view][value=table]').check();
  await page.locator('[name=sort]').selectOption('-size');
  await page.locator('.facet[data-name=publisher] summary').click();
  await page.waitForTimeout(300);
  await page.locator('#q').focus();
  await page.keyboard.type('ary');
  release();
  await page.keyboard.type(' pages');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === 'network military pages');
  await state('ready');
  await settled();
  assert.equal(await page.inputValue('#q'), 'network military pages');
  assert.equal(new URL(page.url()).search, '?q=network+military+pages&sort=-size&view=table');
  assert.equal(await page.locator('[name=view][value=table]').isChecked(), true);
  assert.equal(await page.locator('.as-table').isVisible(), true);
  assert.equal(await page.inputValue('[name=sort]'), '-size');
  assert.ok(await page.locator('.facet[data-name=publisher] label').count());
  await done();
});

await test('Enter while the page loads keeps the filters of the address', async () => {
  const { page, go, settled, state, done } = await open('demo', 'search/?origin=pk');
  const release = await hold(page, '**/search/head.gz');
  await go();
  await page.locator('#q').fill('army');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  release();
  await page.waitForFunction(() => location.search === '?q=army&origin=pk');
  await state('ready');
  await settled();
  assert.equal(await page.inputValue('#q'), 'army');
  await done();
});

await test('what is being typed stays when a filter is chosen', async () => {
  const { page, go, settled, state, done } = await open('demo', 'search/?origin=pk');
  await go();
  await state('ready');
  await settled();
  // Both within the pause that letters are given.
  await page.evaluate(() => {
    document.querySelector('#q').value = 'army';
    document.querySelector('#q').dispatchEvent(new Event('input'));
    document.querySelector('.facet[data-name=origin] input').click();
  });
  await page.waitForFunction(() => location.search === '?q=army');
  await settled();
  assert.equal(await page.inputValue('#q'), 'army');
  await done();
});

await test('a server that hangs: words, and the plain lists', async () => {
  for (const pattern of ['**/search/head.gz', '**/search/t/**']) {
    const { page, go, state, count, done } = await open('demo', 'search/?q=military');
    const release = await hold(page, pattern);
    await go();
    await page.locator('.bar [role=status]', { hasText: 'Searching…' }).waitFor();
    assert.equal(await page.locator('.when-out').isVisible(), false);
    await state('slow');
    assert.equal(await page.locator('.bar [role=status]').innerText(), 'The search is taking long.');
    for (const list of ['cases/a-z/', 'indexes/', 'tags/']) assert.equal(await page.locator(`.when-out a[href$="${list}"]`).isVisible(), true, list);
    release();
    await state('ready');
    assert.match(await count(), /^\d+ cases$/);
    assert.equal(await page.locator('.when-out').isVisible(), false);
    await done();
  }
});

await test('no count of the last query under the address of the next', async () => {
  const { page, go, state, count, settled, done } = await open('demo', 'search/');
  await go();
  await state('ready');
  await settled();
  const before = await count();
  const release = await hold(page, '**/search/t/**');
  await page.fill('#q', 'military');
  await page.waitForFunction(() => location.search === '?q=military');
  await state('loading');
  assert.equal(await page.locator('.bar [role=status]').innerText(), 'Searching…');
  assert.equal(await page.locator('.facet .num:visible, .facet .range:visible').count(), 0);
  release();
  await state('ready');
  assert.notEqual(await count(), before);
  assert.notEqual(await page.locator('.facet .num:visible').count(), 0);
  await done();
});

await test('words are found, marked and have an address', async () => {
  const { page, go, state, count, titles, settled, done } = await open('demo', 'search/');
  await go();
  await state('ready');
  assert.match(await count(), /^\d+ cases$/);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await page.keyboard.type('milita');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === 'milita');
  await page.waitForSelector('.as-list mark');
  await page.keyboard.type('ry');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === 'military');
  await page.waitForFunction(() => document.querySelector('.address').textContent.includes('military'));
  assert.ok((await page.locator('.as-list mark').allInnerTexts()).every((text) => /^milit/i.test(text)));
  const found = await titles();
  assert.ok(found.length > 2 && found.length <= 10);
  await page.locator('.facet[data-name=origin] input').first().focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => location.search.includes('origin='));
  await settled();
  // The keyboard is still where it was, though the list was made anew.
  assert.equal(await page.evaluate(() => document.activeElement.closest('.facet')?.dataset.name), 'origin');
  assert.ok((await titles()).length < found.length);
  await page.goBack();
  await page.waitForFunction((n) => document.querySelectorAll('.as-list .entry').length === n, found.length);
  assert.equal(await page.inputValue('#q'), 'military');
  await page.goBack();
  await page.waitForFunction(() => location.search === '' && document.querySelector('#q').value === '');
  await done();
});

await test('chips, pages, sorting and views by keyboard alone', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?platform=facebook');
  await go();
  await state('ready');
  await settled();
  const press = async (selector, key) => {
    await page.locator(selector).first().focus();
    await page.keyboard.press(key);
  };
  await press('.pages a[rel=next]', 'Enter');
  await page.waitForFunction(() => location.search.includes('page=2'));
  await settled();
  await press('[name=view][value=list]', 'ArrowRight');
  await page.waitForSelector('.as-table tbody tr');
  assert.equal(new URL(page.url()).searchParams.get('view'), 'table');
  assert.equal(new URL(page.url()).searchParams.get('page'), null);
  await settled();
  // The focus is on a choice, where nobody can type.
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await press('.as-table thead a >> text=/size/i', 'Enter');
  await page.waitForSelector('.as-table [aria-sort=descending]');
  await settled();
  const sizes = (await page.locator('.as-table tbody tr td:nth-child(3)').allInnerTexts()).filter((text) => text !== 'unknown').map((text) => Number(/[\d,]+/.exec(text)[0].replaceAll(',', '')));
  assert.deepEqual(sizes, sizes.toSorted((a, b) => b - a));
  await press('.chip', 'Enter');
  await page.waitForFunction(() => !location.search.includes('platform'));
  await done();
});

await test('the focus stays where the keyboard was', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?view=table');
  await go();
  await state('ready');
  await settled();
  const focus = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.name);
  const size = page.locator('.as-table thead a', { hasText: /size/i });
  await size.focus();
  for (const sort of ['-size', 'size']) {
    await page.keyboard.press('Enter');
    await page.waitForFunction((sort) => new URLSearchParams(location.search).get('sort') === sort, sort);
    await settled();
    await page.waitForFunction(() => document.activeElement.closest('thead'));
    assert.match(await focus(), /size/i);
  }
  await page.locator('[name=unknown-size]').focus();
  for (const checked of [false, true]) {
    await page.keyboard.press('Space');
    await page.waitForFunction((checked) => document.querySelector('[name=unknown-size]').checked === checked && location.search.includes('size=..') !== checked, checked);
    await settled();
    assert.equal(await focus(), 'unknown-size');
  }
  await done();
});

await test('an archive without cases says so', async () => {
  for (const address of ['search/', 'search/?view=table', 'search/?q=military']) {
    const { page, go, state, settled, done } = await open('empty', address);
    await go();
    await state('empty');
    await settled();
    await page.locator('[name=view][value=table]').check();
    await page.waitForFunction(() => location.search.includes('view=table'));
    await settled();
    await state('empty');
    assert.equal(await page.locator('.when-empty h2').innerText(), 'There are no cases here yet.');
    assert.equal(await page.locator('.way a').count(), address.includes('q=') ? 1 : 0);
    assert.equal(await page.locator('.when-empty .hint').count(), 0);
    await lookAt(page);
    await done();
  }
});

await test('a table of nothing is an empty answer', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?q=military&origin=cn&view=table');
  await go();
  await state('empty');
  await settled();
  await page.locator('.way a').first().click();
  await state('ready');
  await page.locator('.as-table tbody tr').first().waitFor();
  await done();
});

await test('a page beyond the last is the last', async () => {
  const { page, go, state, settled, titles, done } = await open('demo', 'search/?page=999');
  await go();
  await state('ready');
  await settled();
  assert.ok((await titles()).length > 0);
  await done();
});

await test('ranges by sliders and by numbers', async () => {
  const { page, go, state, settled, count, done } = await open('demo', 'search/');
  await go();
  await state('ready');
  await settled();
  const size = page.locator('.facet[data-name=size]');
  await size.locator('.ends input').first().fill('1k');
  await size.locator('.ends input').first().press('Enter');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('size') === '1000..');
  await settled();
  const fewer = parseInt(await count(), 10);
  await size.locator('[type=checkbox]').check();
  await page.waitForFunction(() => new URLSearchParams(location.search).getAll('size').includes('unknown'));
  await settled();
  assert.ok(parseInt(await count(), 10) > fewer);
  await size.locator('.slide input').first().focus();
  await page.keyboard.press('Home');
  await page.waitForFunction(() => !new URLSearchParams(location.search).get('size')?.startsWith('1000'));
  await size.locator('.ends input').last().fill('abc');
  await size.locator('.ends input').last().press('Enter');
  assert.equal(await size.locator('.ends input').last().getAttribute('aria-invalid'), 'true');
  assert.match(await size.locator('.ends input').last().evaluate((input) => input.validationMessage), /abc/);
  await done();
});

await test('two bounds stand in one panel, and what is being typed is one value', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?size=40..&size=..60');
  await go();
  await state('ready');
  await settled();
  const ends = page.locator('.facet[data-name=size] .ends input');
  assert.deepEqual([await ends.first().inputValue(), await ends.last().inputValue()], ['40', '60']);
  await ends.last().fill('90');
  await ends.last().press('Enter');
  await page.waitForFunction(() => location.search === '?size=40..90');
  await settled();
  await page.locator('.chip').click();
  await page.waitForFunction(() => location.search === '');
  await page.locator('#q').focus();
  for (const [typed, address] of [['size:1', '?size=1'], ['2', '?size=12'], ['0', '?size=120']]) {
    await page.keyboard.type(typed);
    await page.waitForFunction((expected) => location.search === expected, address);
  }
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#q').value === '' && location.search === '?size=120');
  await done();
});

await test('a facet of figures is a range, and a field may be called as the language calls something', async () => {
  const { page, go, state, count, settled, done } = await open('hostile', 'search/?breakout_scale=4');
  await go();
  await state('ready');
  await settled();
  assert.match(await count(), /^حالة واحدة|^1/);
  assert.equal(await page.locator('.facet[data-name=breakout_scale]').count(), 1);
  assert.equal(await page.locator('.facet[data-name=breakout_scale] .ends').count(), 1);
  await page.locator('.facet[data-name=constructor] summary').click();
  await page.locator('.facet[data-name=constructor] label').filter({ hasText: 'Anybody' }).waitFor();
  // A value of the name unknown is one thing, to have no value another.
  await page.locator('.chip').click();
  await page.waitForFunction(() => location.search === '');
  await page.locator('.facet[data-name=constructor] label').filter({ hasText: 'unknown' }).click();
  await page.waitForFunction(() => location.search === '?constructor=unknown-');
  await settled();
  assert.equal(await page.locator('.as-list .entry').count(), 1);
  assert.equal(await page.evaluate(() => document.querySelector('.explore').dataset.state), 'ready');
  await done();
});

await test('a slider of dates says the year that it asks for', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/');
  await go();
  await state('ready');
  await settled();
  const [from, to] = [page.locator('.facet[data-name=date] .slide input').first(), page.locator('.facet[data-name=date] .slide input').last()];
  const says = (slider) => slider.getAttribute('aria-valuetext');
  const [newest] = /\d{4}/.exec(await page.locator('.as-list .when').first().innerText());
  assert.equal(await says(to), newest);
  // Past the end of the other, it stops before it.
  for (const [slider, key, place] of [[to, 'ArrowLeft', 1], [from, 'ArrowRight', 0], [to, 'Home', 1], [to, 'End', 1], [from, 'End', 0]]) {
    await slider.focus();
    const before = page.url();
    await page.keyboard.press(key);
    const said = await says(slider);
    await page.waitForFunction((before) => location.href !== before, before);
    await settled();
    // At its end a slider sets no bound.
    const bound = new URL(page.url()).searchParams.get('date').split('..')[place];
    assert.equal(bound || newest, said, key);
    assert.equal(await says(slider), said, key);
  }
  await done();
});

await test('a range beyond all edges, and one between two', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?size=5..999999999&date=2019-03..2090');
  await go();
  await state('ready');
  await settled();
  assert.notEqual(await page.locator('.facet[data-name=size] .c1').count(), 0);
  assert.equal(await page.locator('.facet[data-name=date] .slide input').first().getAttribute('aria-valuetext'), '2019-03');
  await done();
});

await test('any order is named in the box of orders', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?sort=size');
  const chosen = () => page.locator('[name=sort] option:checked').innerText();
  await go();
  await state('ready');
  await settled();
  assert.equal(await chosen(), 'Network size, ascending');
  const orders = await page.locator('[name=sort] option').count();
  await page.locator('[name=sort]').selectOption('-size');
  await page.waitForFunction(() => location.search.includes('sort=-size'));
  await settled();
  assert.equal(await chosen(), 'Network size');
  assert.equal(await page.locator('[name=sort] option').count(), orders - 1);
  await done();
});

await test('right to left, a range begins at the right', async () => {
  const { page, go, state, settled, done } = await open('hostile', 'search/');
  await go();
  await state('ready');
  await settled();
  const size = page.locator('.facet[data-name=size]');
  const left = async (part) => (await part.boundingBox()).x;
  assert.ok(await left(size.locator('.ends input').first()) > await left(size.locator('.ends input').last()));
  assert.ok(await left(size.locator('rect').first()) > await left(size.locator('rect').last()));
  await size.locator('.slide input').first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => /^\d+\.\.$/.test(new URLSearchParams(location.search).get('size') ?? ''));
  await done();
});

await test('a table of titles in another direction, and of amounts in several currencies', async () => {
  const { page, go, state, settled, done } = await open('hostile', 'search/?view=table');
  await go();
  await state('ready');
  await settled();
  const gaps = await page.locator('.as-table tbody tr').evaluateAll((rows) => rows.map((row) => row.cells[0].firstChild.getBoundingClientRect().left - row.cells[1].getBoundingClientRect().right));
  assert.ok(gaps.every((gap) => gap >= 10), `${gaps}`);
  assert.deepEqual(await page.locator('.as-table thead th').last().innerText(), 'الإنفاق الإعلاني');
  await done();
});

await test('the table adds up, and its file is safe in a spreadsheet', async () => {
  const { page, go, state, settled, done } = await open('hostile', 'search/?view=table');
  await go();
  await state('ready');
  await settled();
  const foot = await page.locator('.as-table tfoot').innerText();
  assert.match(foot, /ما لا يقل عن 59/); // 40 + at least 7 + 12 + under 8
  // About 500 and over 19,499 are about as much: one qualifier, not two.
  assert.match(foot, /نحو \u2066?19٬?,?999/);
  assert.doesNotMatch(foot, /أكثر من/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.csv').click()]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.ok(text.startsWith('\ufeff'));
  assert.ok(text.includes(`"'=HYPERLINK(""https://evil.example"",""hostile"")"`), text);
  assert.equal(text.trim().split('\r\n').length, 5);
  await done();
});

await test('chips say what was looked for, in words', async () => {
  for (const [site, address, chips, reached = 'ready'] of [
    ['demo', 'search/?date=2020..', ['Date: 2020 or later']],
    ['demo', 'search/?date=..2020-06', ['Date: 2020-06 or earlier']],
    ['demo', 'search/?size=..40', ['Network size: up to 40']],
    ['hostile', 'search/?date=2020..', ['التاريخ: \u20682020 أو بعد ذلك\u2069']],
    ['hostile', 'search/?spend.eur=10..', ['الإنفاق الإعلاني، EUR: \u206810 أو أكثر\u2069']],
    ['demo', 'search/?q=-', []],
    ['demo', 'search/?q=%22', []],
    ['demo', 'search/?q=military+-+%22', ['military']],
    ['demo', 'search/?q=military&origin=zz&origin=pk', ['military', 'Origin: zz', 'Origin: Pakistan']],
    ['demo', 'search/?origin=zz', ['Origin: zz'], 'empty'],
    ['demo', 'search/?spend.chf=1..', ['Ad spend (CHF): 1 or more'], 'empty'],
    ['demo', 'search/?size=40..&size=..60', ['Network size: 40 or more', 'Network size: up to 60']],
    ['demo', 'search/?q=Origin%3APakistan&origin=pk', ['Origin: Pakistan']],
    ['demo', 'search/?platform=twitter', ['Platform: X']],
  ]) {
    const { page, go, state, settled, done } = await open(site, address);
    await go();
    await state(reached);
    await settled();
    assert.deepEqual(await page.locator('.chips .chip bdi').allTextContents(), chips, address);
    assert.deepEqual(await page.locator('.chips').isVisible(), chips.length > 0, address);
    await done();
  }
});

await test('hostile titles are only text', async () => {
  const { page, go, state, settled, done } = await open('hostile', 'search/?q=hostile');
  await go();
  await state('ready');
  await settled();
  await page.locator('.facet[data-name=operator] summary').click();
  await settled();
  assert.equal(await page.evaluate(() => document.querySelectorAll('.explore img, .explore script').length), 0);
  assert.notEqual(await page.title(), '1');
  assert.ok((await page.locator('.as-list h2').allInnerTexts()).some((title) => title.includes('<img src=x')));
  // A facet comes when it is opened: its words are waited for.
  await page.locator('.facet[data-name=operator]').filter({ hasText: '<script>' }).waitFor();
  await done();
});

await test('Arabic runs right to left and is found without its vowel signs and article', async () => {
  const { page, go, state, done } = await open('hostile', `search/?q=${encodeURIComponent('جيش')}`);
  await go();
  await state('ready');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
  assert.deepEqual(await page.locator('.as-list .entry p mark').allInnerTexts(), ['الجَيْش']);
  await done();
});

await test('an empty answer shows ways out', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/?q=military&origin=cn');
  await go();
  await state('empty');
  await settled();
  await page.locator('.way a').first().click();
  await state('ready');
  await done();
});

for (const [name, fulfill] of Object.entries({
  missing: { status: 404 },
  'cut short': { body: Buffer.from('1f8b0800000000000203', 'hex') },
  'of another site': { body: '<!DOCTYPE html><p>Welcome to the hotel’s network', contentType: 'text/html' },
})) {
  await test(`a shard that is ${name}: no results, a message and a way to load again`, async () => {
    const { page, go, state, titles, done } = await open('demo', 'search/', { broken: true });
    await go();
    await state('ready');
    await page.route('**/search/t/**', (route) => route.fulfill(fulfill));
    await page.fill('#q', 'military');
    await page.press('#q', 'Enter');
    await state('error');
    assert.equal(await page.locator('.when-error .stale').isVisible(), true);
    assert.equal(await page.locator('.as-list').isVisible(), false);
    // Counts of what was asked before would be read as counts of this.
    assert.equal(await page.locator('.facet .num:visible, .facet svg:visible').count(), 0);
    await page.unroute('**/search/t/**');
    await page.locator('.when-error button').click();
    await state('ready');
    assert.ok((await titles()).length > 0);
    await done();
  });
}

await test('no network: the lists are named instead', async () => {
  const { page, go, state, done } = await open('demo', 'search/', { broken: true });
  await go();
  await state('ready');
  await page.route('**/search/t/**', (route) => route.abort());
  await page.fill('#q', 'military');
  await page.press('#q', 'Enter');
  await state('error');
  assert.equal(await page.locator('.when-error .broken').isVisible(), true);
  assert.equal(await page.locator('.when-out a').first().isVisible(), true);
  await done();
});

await test('a filter that cannot be read leaves the results as they are', async () => {
  const { page, go, state, settled, titles, done } = await open('demo', 'search/?q=military', { broken: true });
  await go();
  await state('ready');
  await settled();
  const found = await titles();
  const target = page.locator('.facet[data-name=target]');
  await page.route('**/search/c/**', (route) => route.abort());
  await target.locator('summary').click();
  await target.locator('[role=alert]').waitFor();
  assert.match(await target.innerText(), /This filter did not load/);
  // The next query asks for it once more, and is answered too.
  assert.equal(await page.locator('.explore').getAttribute('data-state'), 'ready');
  assert.deepEqual(await titles(), found);
  await page.locator('[name=sort]').selectOption('date');
  await page.waitForFunction(() => location.search.includes('sort=date'));
  await settled();
  await page.unroute('**/search/c/**');
  await target.locator('button').focus();
  await page.keyboard.press('Enter');
  await target.locator('label').first().waitFor();
  await page.waitForFunction(() => document.activeElement.closest('[data-name=target]'));
  await done();
});

await test('ten thousand characters', async () => {
  const { page, go, state, settled, done } = await open('demo', 'search/');
  await go();
  await state('ready');
  await page.fill('#q', 'military network '.repeat(600));
  await page.press('#q', 'Enter');
  await page.waitForSelector('.notices p');
  await settled();
  await state('ready');
  // A word that stands six hundred times is one part of the query.
  assert.deepEqual(await page.locator('.chips .chip bdi').allTextContents(), ['military', 'network']);
  await done();
});

await test('without scripts: the box leads to the page, and the page to plain lists', async () => {
  const { page, go, done } = await open('demo', '', { scripts: false });
  await go();
  await page.fill('.seek input', 'military');
  await page.press('.seek input', 'Enter');
  await page.waitForURL('**/search/?q=military');
  assert.equal(await page.locator('.plain').isVisible(), true);
  assert.equal(await page.locator('.explore').isVisible(), false);
  for (const list of ['cases/a-z/', 'cases/by-size/', 'tags/', 'years/2021/']) assert.ok(await page.locator(`.plain a[href*="${list}"]`).count(), list);
  await done();
});

await test('the box on every page leads to results', async () => {
  const { page, go, state, titles, done } = await open('demo', 'codebook/');
  await go();
  await page.fill('.seek input', 'kashmir');
  await page.press('.seek input', 'Enter');
  await state('ready');
  assert.equal(await page.inputValue('#q'), 'kashmir');
  assert.ok((await titles()).length > 0);
  await done();
});

await browser.close();
for (const server of Object.values(servers)) await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
