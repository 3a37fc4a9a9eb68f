// Finds the Chromium to test with and starts it. Run by itself, it prints the browser's path or fails.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isMain } from './site.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = [
  '--no-sandbox', // the sandbox does not start for root, and the pages are our own
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of the browser: $CHROMIUM if it is set, else the first known name on $PATH, else null. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM) return runnable(env.CHROMIUM) ? env.CHROMIUM : null;
  const folders = (env.PATH ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(runnable) ?? null;
}

export async function launch() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: install one, or set $CHROMIUM to its path');
  // Imported late: looking for the browser must work before `npm ci`.
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Closes a window. Where a page has just loaded anew and is about to show it, Chromium loses the request with the document before
 * (https://crbug.com/536385539; with --disable-features=RenderDocument it does not), and never answers: it is asked once more.
 */
export async function closeWindow(context) {
  const closing = context.close();
  const within = (ms) => Promise.race([closing.then(() => true), setTimeout(ms, false, { ref: false })]);
  if (await within(500)) return;
  for (const page of context.pages()) page.close().catch(() => {});
  if (!(await within(20_000))) throw new Error('a window does not close, though it was asked twice');
}

if (isMain(import.meta.url)) {
  const path = findChromium();
  if (!path) process.exit(1);
  console.log(path);
}
