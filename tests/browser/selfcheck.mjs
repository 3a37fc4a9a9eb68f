// Checks the checker: each fault of a bad site must be reported, and a good site must pass.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeWindow, launch } from './chromium.mjs';
import { serve } from './serve.mjs';
import { VIEWS } from './view.mjs';

const CHECK = fileURLToPath(new URL('check.mjs', import.meta.url));

const page = (body, { lang = 'en', dir = 'ltr', head = '', css = 'style.css' } = {}) => `<!DOCTYPE html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${css}">
${head}
</head>
<body>
<main>
<h1>A page</h1>
${body}
</main>
</body>
</html>
`;

const CSS = 'body { margin: 1rem; color: #111; background: #fff }\n.pale { color: #bbb }\n.wide { width: 2000px }\n';

const GOOD = {
  'style.css': CSS,
  'index.html': page('<p id="words">Words, and <a href="cases/x/#here">a case</a>.</p>', {
    head: '<link rel="canonical" href="https://good.invalid/a/b/">',
  }),
  '404.html': page('<p>Nothing here. <a href="/a/b/">The start</a></p>', { css: '/a/b/style.css' }),
  'cases/x/index.html': page('<p id="here">Back to <a href="../../">the start</a>.</p>', { css: '../../style.css' }),
  'arabic/index.html': page('<p>كلمات</p>', { lang: 'ar', dir: 'rtl', css: '../style.css' }),
};

// Faults that must be seen in every view.
const IN_VIEWS = {
  'pale.html': { html: page('<p class="pale">Pale words.</p>'), rule: 'axe:color-contrast' },
  'wide.html': { html: page('<p class="wide">Wide words.</p>'), rule: 'overflow' },
};

// Each bad page has one fault, and names the rules that must speak up.
const BAD = {
  'markup.html': { html: page('<p><div>A block in a paragraph</div></p>'), rules: ['html:'] },
  'third.html': { html: page('<p><img src="https://third.invalid/x.png" alt="Elsewhere"></p>'), rules: ['link', 'csp'] },
  'leaving.html': { html: page('<p>Words.</p>', { head: '<script src="leaving.js"></script>' }), rules: ['third-party'] },
  'links.html': {
    html: page('<p><a href="nowhere/">one</a> <a href="/cases/">two</a> <a href="../up/">three</a> <a href="arabic">four</a></p>'),
    rules: ['link  nowhere/ leads to no file', 'link  /cases/ begins with a slash', 'link  ../up/ climbs out', 'link  arabic lacks its final slash'],
  },
  'fragment.html': { html: page('<p><a href="index.html#missing">one</a></p>'), rules: ['link  index.html#missing leads to no such fragment'] },
  'inline.html': { html: page('<p style="color: red">Styled words.</p>'), rules: ['csp-markup', 'csp'] },
  'script.html': { html: page('<p>Words.</p>', { head: '<script>window.x = 1;</script>' }), rules: ['csp-markup', 'csp'] },
  'throws.html': { html: page('<p>Words.</p>', { head: '<script src="throws.js"></script>' }), rules: ['script-error'] },
  'says.html': { html: page('<p>Words.</p>', { head: '<script src="says.js"></script>' }), rules: ['console'] },
  'lost.html': { html: page('<p>Words.</p>', { head: '<script src="lost.js"></script>' }), rules: ['request-failed', 'link'] },
  'direction.html': { html: page('<p>كلمات</p>', { lang: 'ar' }), rules: ['direction'] },
  'scripted.html': { html: page('').replace('<main>', '<main hidden>'), rules: ['no-script', 'print'] },
};

function write(dir, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}

function check(dir, ...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, dir, ...options], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const htmlOf = (pages) => Object.fromEntries(Object.entries(pages).map(([path, { html }]) => [path, html]));

let passed = 0;
let failed = 0;
function expect(what, holds, output = '') {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAIL ${what}${output && `\n${output.replace(/^/gm, '  | ')}`}`);
  }
}

/** The failures that a check of a bad site prints. */
function failures(dir, ...options) {
  const { status, output } = check(dir, ...options);
  expect('a bad site fails', status === 1 && /^\d+ passed, [1-9]\d* failed$/m.test(output), output);
  return output.split('\n').filter((line) => line.startsWith('FAIL '));
}

/** A window closes also between the answer to a load and the page that it brings, which it would miss in a third of the times. */
async function checkClosing(dir) {
  writeFileSync(join(dir, 'hears.html'), page('<p>Words.</p>', { head: '<script src="hears.js"></script>' }));
  writeFileSync(join(dir, 'hears.js'), 'addEventListener("pagehide", () => {});\n');
  const server = await serve(dir, '/');
  const browser = await launch();
  const late = [];
  for (let round = 0; round < 12; round += 1) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${server.origin}/hears.html`);
    const answered = tab.waitForResponse(/hears\.html/);
    await tab.evaluate(() => { setTimeout(() => location.reload()); });
    await answered;
    await closeWindow(context).catch((error) => late.push(error.message));
  }
  expect('a window closes while its page loads anew', late.length === 0, late.join('\n'));
  await browser.close();
  await server.close();
}

const temp = mkdtempSync(join(tmpdir(), 'corkboard-selfcheck-'));
try {
  const good = join(temp, 'good');
  write(good, GOOD);
  for (const options of [[], ['--base', 'own', '--quick'], ['--base', '/else/where/', '--quick']]) {
    const { status, output } = check(good, ...options);
    expect(`a good site passes ${options.join(' ')}`, status === 0 && /^[1-9]\d* passed, 0 failed$/m.test(output), output);
  }
  const unknown = check(good, '--quick', '--pages', 'no-such-page/');
  expect('a page that is asked for and missing fails', unknown.status === 1, unknown.output);

  const bad = join(temp, 'bad');
  write(bad, {
    ...GOOD,
    ...htmlOf(BAD),
    'throws.js': 'throw new Error("on purpose");\n',
    'says.js': 'console.error("on purpose");\n',
    // A navigation in a frame or a window is what a CSP lets through.
    'leaving.js': 'window.open("https://third.invalid/");\nlocation.assign("https://third.invalid/");\n',
  });
  const lines = failures(bad, '--quick');
  for (const [path, { rules }] of Object.entries(BAD)) {
    const own = lines.filter((line) => line.startsWith(`FAIL ${path}  `));
    for (const rule of rules) expect(`${path}: ${rule}`, own.some((line) => line.includes(`  ${rule}`)), own.join('\n'));
  }
  const innocent = Object.keys(GOOD).filter((path) => path.endsWith('.html') && lines.some((line) => line.startsWith(`FAIL ${path} `)));
  expect('the good pages among the bad ones pass', innocent.length === 0, innocent.join('\n'));

  const ugly = join(temp, 'ugly');
  write(ugly, { ...GOOD, ...htmlOf(IN_VIEWS) });
  const seen = failures(ugly);
  for (const [path, { rule }] of Object.entries(IN_VIEWS)) {
    for (const { width, scheme } of VIEWS) {
      expect(`${path} at ${width} ${scheme}`, seen.some((line) => line.startsWith(`FAIL ${path}  ${width} ${scheme}  ${rule}`)), seen.join('\n'));
    }
  }

  await checkClosing(good);
} finally {
  rmSync(temp, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
