// A static file server on a loopback port, as strict as a careful host: a tight CSP, no type sniffing.
// By itself: node serve.mjs SITE_DIR [BASE]
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { isMain } from './site.mjs';

const CSP = [
  "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
  "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
};

export const contentType = (path) => TYPES[extname(path)] ?? 'application/octet-stream';

/** Where a request leads: {status, file} or {status: 301, location}. */
async function route(root, base, pathname, search) {
  const missing = { status: 404, file: join(root, '404.html') };
  let path;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return missing;
  }
  if (`${path}/` === base) return { status: 301, location: base + search };
  if (!path.startsWith(base) || path.includes('\0')) return missing;
  const file = resolve(root, path.slice(base.length));
  if (file !== root && !file.startsWith(`${root}/`)) return missing;
  const found = await stat(file).catch(() => null);
  if (!found) return missing;
  if (!found.isDirectory()) return path.endsWith('/') ? missing : { status: 200, file };
  if (!path.endsWith('/')) return { status: 301, location: `${pathname}/${search}` };
  return { status: 200, file: join(file, 'index.html') };
}

async function answer(root, base, request, response) {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  const { status, file, location } = await route(root, base, pathname, search);
  const headers = { 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
  if (location) return response.writeHead(status, { ...headers, location }).end();
  const body = await readFile(file).catch(() => null);
  if (!body) return response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('not found\n');
  response.writeHead(status, { ...headers, 'content-type': contentType(file) }).end(body);
}

/** Serves `dir` at `base` (`/`, or a sub-path with a slash at both ends) until `close()`. */
export async function serve(dir, base = '/') {
  if (!base.startsWith('/') || !base.endsWith('/')) throw new Error(`a base begins and ends with a slash: ${base}`);
  const root = resolve(dir);
  const server = createServer((request, response) => {
    answer(root, base, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  return { origin, url: origin + base, close };
}

if (isMain(import.meta.url)) {
  const [dir, base] = process.argv.slice(2);
  if (!dir) {
    console.error('usage: node serve.mjs SITE_DIR [BASE]');
    process.exit(2);
  }
  console.log((await serve(dir, base)).url);
}
