// What can be said of a site without a browser: links, fragments, direction, and what a strict CSP would refuse.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const MOUNT = 'http://mount.invalid/mount/'; // stands for any sub-path: `..` must not climb out of it
const LOADS = new Set(['img', 'script', 'source', 'iframe', 'embed', 'audio', 'video', 'track', 'input', 'object']);
const LOADING_RELS = /\b(stylesheet|icon|manifest|preload|modulepreload|prefetch|preconnect|dns-prefetch)\b/;
const DATA_SCRIPTS = /^(application\/(ld\+)?json|speculationrules)$/;

/** The addresses in a tag: [{href, loads}]; `loads` means that the browser fetches it by itself. */
function addresses({ name, attributes: a }) {
  const found = [];
  const add = (href, loads) => href !== undefined && found.push({ href: href.trim(), loads });
  add(a.href ?? a['xlink:href'], (name === 'link' && LOADING_RELS.test(a.rel ?? '')) || name === 'use' || name === 'image');
  add(a.src, LOADS.has(name));
  add(a.poster, true);
  add(name === 'object' ? a.data : undefined, true);
  add(a.action ?? a.formaction, false);
  for (const part of a.srcset?.split(/,\s+/) ?? []) add(part.trim().split(/\s+/)[0], true);
  if (a['http-equiv']?.toLowerCase() === 'refresh') add(/url=(.*)$/i.exec(a.content ?? '')?.[1].replace(/^['"]|['"]$/g, ''), false);
  return found;
}

function decodePath(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What is wrong with one address on a page, or null. */
function problem(site, path, { href, loads }) {
  if (href === '') return 'an empty address';
  // Absolute addresses of the site itself (canonical links) are looked up like relative ones.
  const own = site.address && href.startsWith(site.address) && !loads;
  const local = own ? MOUNT + href.slice(site.address.length) : href;
  if (!own && /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(href)) {
    if (/^(javascript|vbscript):/i.test(href)) return 'a script address';
    return loads && !/^data:/i.test(href) ? 'loads from another origin' : null;
  }
  // The 404 page is shown at any depth, so it alone links from the site's base path.
  const rooted = href.startsWith('/');
  if (rooted && path !== '404.html') return 'begins with a slash: breaks under a sub-path';
  if (rooted && !href.startsWith(site.base)) return `does not begin with the site's base path ${site.base}`;
  if (!rooted && path === '404.html' && !own && !href.startsWith('#')) return 'relative, on a page that is shown at any depth';
  const at = MOUNT + path.split('/').map(encodeURIComponent).join('/');
  if (!URL.canParse(local, at)) return 'not an address';
  const url = new URL(rooted ? MOUNT + href.slice(site.base.length) : local, at);
  if (!url.href.startsWith(MOUNT)) return 'climbs out of the site';
  let target = decodePath(url.pathname.slice('/mount/'.length));
  if (target === '' || target.endsWith('/')) target += 'index.html';
  if (!site.files.has(target)) {
    return site.files.has(`${target}/index.html`) ? 'lacks its final slash: needs a redirect' : 'leads to no file';
  }
  const fragment = decodePath(url.hash.slice(1));
  if (!fragment || fragment === 'top' || !site.pages.has(target)) return null;
  return site.pages.get(target).ids.has(fragment) ? null : 'leads to no such fragment';
}

function direction(lang) {
  try {
    const locale = new Intl.Locale(lang);
    return (locale.getTextInfo?.() ?? locale.textInfo).direction;
  } catch {
    return null;
  }
}

/** What the CSP would refuse in a tag, or null. Every page is looked at here; only some are opened. */
function refused({ name, attributes: a }) {
  if (name === 'style') return '<style> element';
  if (a.style !== undefined) return `style attribute on <${name}>`;
  const handler = Object.keys(a).find((key) => /^on[a-z]+$/.test(key));
  if (handler) return `${handler} attribute on <${name}>`;
  if (name === 'script' && a.src === undefined && !DATA_SCRIPTS.test(a.type ?? '')) return 'inline <script>';
  return null;
}

function checkPage(site, page, report) {
  const say = (rule, detail) => report.fail(page.path, '-', rule, detail);
  const seen = new Set();
  for (const tag of page.tags) {
    const refusal = refused(tag);
    if (refusal) say('csp-markup', refusal);
    for (const address of addresses(tag)) {
      if (seen.has(address.href)) continue;
      seen.add(address.href);
      const wrong = problem(site, page.path, address);
      if (wrong) say('link', `${address.href} ${wrong}`);
      else report.pass();
    }
  }
  if (page.redirect) return;
  const expected = direction(page.lang);
  if (!expected) say('lang', `<html lang="${page.lang}"> is no language`);
  else if (page.dir !== expected) say('direction', `<html lang="${page.lang}"> runs ${expected}, dir says ${page.dir}`);
  else report.pass();
}

function checkStylesheet(site, path, report) {
  const css = readFileSync(join(site.dir, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, quoted, bare] of css.matchAll(/url\(\s*(?:["']([^"']*)["']|([^)"'\s]+))\s*\)/g)) {
    const href = quoted ?? bare;
    if (href.startsWith('#')) continue;
    const wrong = problem(site, path, { href, loads: true });
    if (wrong) report.fail(path, '-', 'link', `${href} ${wrong}`);
    else report.pass();
  }
}

export function checkLinks(site, report) {
  for (const page of site.pages.values()) checkPage(site, page, report);
  for (const path of site.files) if (posix.extname(path) === '.css') checkStylesheet(site, path, report);
}
