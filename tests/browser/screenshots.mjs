// Full-page screenshots of named states, at each width and in both colour schemes.
//   node screenshots.mjs SITE_DIR OUT_DIR name=path …      for example: home=/ case=cases/x/ search='search/?q=x'
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './chromium.mjs';
import { serve } from './serve.mjs';
import { VIEWS, contextOptions } from './view.mjs';

const [dir, out, ...states] = process.argv.slice(2);
if (states.length === 0 || states.some((state) => !/^[\w-]+=/.test(state))) {
  console.error('usage: node screenshots.mjs SITE_DIR OUT_DIR name=path …');
  process.exit(2);
}

mkdirSync(out, { recursive: true });
const server = await serve(dir);
const browser = await launch();
let failed = 0;
try {
  for (const view of VIEWS) {
    const context = await browser.newContext(contextOptions(view));
    const page = await context.newPage();
    for (const state of states) {
      const [name, path] = [state.slice(0, state.indexOf('=')), state.slice(state.indexOf('=') + 1)];
      // By way of an empty page: from one fragment of a page to another is no new load.
      await page.goto('about:blank');
      const response = await page.goto(server.url + path.replace(/^\//, ''), { waitUntil: 'networkidle' });
      if (!response.ok()) {
        console.log(`FAIL ${path}: ${response.status()}`);
        failed += 1;
        continue;
      }
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      const file = join(out, `${name}-${view.width}-${view.scheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(failed > 0 ? 1 : 0);
