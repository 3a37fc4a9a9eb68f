// Opens pages in Chromium and says what is wrong with them. A view is one width and one colour scheme.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const WIDTHS = [360, 768, 1280];
export const SCHEMES = ['light', 'dark'];
export const VIEWS = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));

const HEIGHT = 900;

export const contextOptions = ({ width, scheme }) => ({
  viewport: { width, height: HEIGHT },
  colorScheme: scheme,
  reducedMotion: 'reduce', // a fade half way through has the contrast of neither end
});

/** Collects what goes wrong in a context, its workers and windows too. `mayMiss` is the address that is meant to answer 404. */
function listen(context, origin, mayMiss) {
  const faults = [];
  const add = (rule, detail) => faults.push({ rule, detail });
  context.on('console', (message) => {
    const where = message.location().url;
    if (message.type() === 'error' && where !== mayMiss) add('console', `${message.text()} (${where})`);
  });
  context.on('weberror', (error) => add('script-error', error.error().message));
  context.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== origin) add('third-party', request.url());
  });
  context.on('requestfailed', (request) => add('request-failed', `${request.url()} ${request.failure()?.errorText}`));
  context.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== mayMiss) add('request-failed', `${response.url()} ${response.status()}`);
  });
  return faults;
}

// Runs before the page's own scripts; the CSP does not apply to it.
function recordViolations() {
  window.cspViolations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.cspViolations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`.trim());
  });
}

// Runs in the page.
function measureOverflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= window.innerWidth) return null;
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : '')
    + [...element.classList].map((word) => `.${word}`).join('');
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1);
  });
  return `${root.scrollWidth} px: ${wide.slice(0, 3).map(name).join(', ')}`;
}

// Runs in the page.
const readDirection = () => ({
  lang: document.documentElement.lang,
  declared: document.documentElement.dir || 'ltr',
  actual: getComputedStyle(document.body).direction,
});

const broken = (error) => ({ rule: 'load', detail: error.message.split('\n')[0] });

/** The words of the main part that can be seen. */
async function mainText(page) {
  const main = page.locator('main').first();
  return (await main.isVisible()) ? (await main.innerText()).trim() : '';
}

export async function runAxe(page) {
  // Sent over the debugging protocol, which no CSP stops; a script element would be refused, rightly.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const { violations } = await page.evaluate((tags) =>
    window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), AXE_TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => ({
    rule: `axe:${id}`,
    detail: `${node.target.flat(Infinity).join(' ')}: ${node.failureSummary.split('\n').slice(1).join(' ')}`,
  })));
}

async function print(page) {
  try {
    await page.emulateMedia({ media: 'print' });
    return (await mainText(page)) ? [] : [{ rule: 'print', detail: 'nothing to read in <main>' }];
  } catch (error) {
    return [broken(error)];
  }
}

/** Loads the page in one view. Answers one list of faults for each check; an empty list has passed. */
async function checkView(page, heard, { url, view, axe }) {
  heard.length = 0;
  await page.setViewportSize({ width: view.width, height: HEIGHT });
  await page.emulateMedia({ media: 'screen', colorScheme: view.scheme });
  await page.goto(url, { waitUntil: 'networkidle' });
  // On a busy machine the network can rest before the style sheet is asked for.
  await page.waitForLoadState('load');
  // Read before axe runs: what axe does is not the page's doing.
  const csp = ((await page.evaluate(() => window.cspViolations)) ?? []).map((detail) => ({ rule: 'csp', detail }));
  const load = heard.filter(({ detail }) => !(csp.length && /Content Security Policy/.test(detail)));
  const wide = await page.evaluate(measureOverflow);
  const { lang, declared, actual } = await page.evaluate(readDirection);
  const turned = declared !== actual && { rule: 'direction', detail: `lang=${lang}: dir is ${declared}, text runs ${actual}` };
  return [load, csp, wide ? [{ rule: 'overflow', detail: wide }] : [], turned ? [turned] : [], ...(axe ? [await runAxe(page)] : [])];
}

/** Opens a page in each view and once in print. Answers [{view, results}], a list of faults for each check. */
export async function checkPage(browser, { origin, url, views, axe, missing }) {
  const context = await browser.newContext(contextOptions(views[0]));
  const answers = [];
  try {
    // A request to elsewhere is reported, and never leaves the machine.
    await context.route((target) => target.origin !== origin, (route) => route.abort());
    await context.addInitScript(recordViolations);
    const heard = listen(context, origin, missing ? url : null);
    const page = await context.newPage();
    for (const view of views) {
      const results = await checkView(page, heard, { url, view, axe }).catch((error) => [heard, [broken(error)]]);
      answers.push({ view: `${view.width} ${view.scheme}`, results: results.map((faults) => [...faults]) });
    }
    answers.push({ view: 'print', results: [await print(page)] });
  } finally {
    await context.close();
  }
  return answers;
}

/** The page must be of use with scripts switched off. */
export async function checkWithoutScripts(browser, { url }) {
  const context = await browser.newContext({ ...contextOptions({ width: 768, scheme: 'light' }), javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    const heading = await page.locator('h1').first().isVisible();
    const faults = [];
    if (!heading) faults.push({ rule: 'no-script', detail: 'no visible <h1>' });
    if (!(await mainText(page))) faults.push({ rule: 'no-script', detail: 'nothing to read in <main>' });
    return [{ view: 'no script', results: [faults] }];
  } catch (error) {
    return [{ view: 'no script', results: [[broken(error)]] }];
  } finally {
    await context.close();
  }
}
