// A built site as plain data: its files, and of each page what the checks need.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether a module is the program that was started. */
export const isMain = (url) => Boolean(process.argv[1]) && url === pathToFileURL(process.argv[1]).href;

const TAG = /<([a-zA-Z][\w:-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text) {
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name) => {
    if (name[0] !== '#') return ENTITIES[name] ?? whole;
    return String.fromCodePoint(name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

/** The start tags of a page: [{name, attributes}]. html-validate sees to it that pages are regular enough for this. */
export function tags(html) {
  const text = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(<(script|style|textarea|title)\b[^>]*>)[\s\S]*?(<\/\2\s*>)/gi, '$1$3');
  return [...text.matchAll(TAG)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries([...rest.matchAll(ATTRIBUTE)].map(([, key, double, single, bare]) =>
      [key.toLowerCase(), decode(double ?? single ?? bare ?? '')])),
  }));
}

/** Every file below a folder, as sorted paths with forward slashes. */
export function listFiles(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

function readPage(dir, path) {
  const html = readFileSync(join(dir, path), 'utf8');
  const all = tags(html);
  const root = all.find((tag) => tag.name === 'html')?.attributes ?? {};
  return {
    path,
    html,
    tags: all,
    lang: root.lang ?? '',
    dir: root.dir ?? 'ltr',
    ids: new Set(all.flatMap(({ name, attributes: a }) => [a.id, name === 'a' ? a.name : undefined]).filter(Boolean)),
    canonical: all.find((tag) => tag.name === 'link' && tag.attributes.rel === 'canonical')?.attributes.href,
    redirect: all.some((tag) => tag.attributes['http-equiv']?.toLowerCase() === 'refresh'),
  };
}

/** The site in a folder. `address` is its public address, `base` that address's path; both come from the home page. */
export function readSite(dir) {
  const files = listFiles(dir);
  const pages = new Map(files.filter((path) => path.endsWith('.html')).map((path) => [path, readPage(dir, path)]));
  const canonical = pages.get('index.html')?.canonical;
  const address = canonical && URL.canParse(canonical) ? canonical : null;
  return { dir, files: new Set(files), pages, address, base: address ? new URL(address).pathname : '/' };
}

/** The address of a page below the base: `cases/x/` for `cases/x/index.html`. Nobody asks for the 404 page by name. */
export function addressOf(path) {
  if (path === '404.html') return 'no/such/page/';
  return path.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');
}

// Lists that stand among the pages they list, and are another kind of page.
const LISTS = new Set(['a-z', 'by-size', 'page', 'index.html']);

/** Pages of one shape come from one template: `cases/*`, `tags/*`, and another for pages that run right to left. */
function shape(page) {
  const parts = page.path.split('/').map((part, depth) => (depth === 0 || LISTS.has(part) ? part : '*'));
  return `${parts.join('/')} ${page.dir}`;
}

/** The pages to open: the first of each shape. Redirects lead away before they can be looked at: the link check has them. */
export function representatives(site) {
  const first = new Map();
  for (const page of site.pages.values()) {
    if (!page.redirect && !first.has(shape(page))) first.set(shape(page), page);
  }
  return [...first.values()];
}
