// Drafts and redacted values must reach no file of a build: looks for words in every file, unpacked where it is packed.
//   node leaks.mjs SITE_DIR word…
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { listFiles } from './site.mjs';

const [dir, ...words] = process.argv.slice(2);
if (words.length === 0) {
  console.error('usage: node leaks.mjs SITE_DIR word…');
  process.exit(2);
}

function unpacked(path) {
  const bytes = readFileSync(join(dir, path));
  if (path.endsWith('.br')) return brotliDecompressSync(bytes);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

const files = listFiles(dir);
let failed = 0;
for (const path of files) {
  const text = (path + unpacked(path).toString('utf8')).toLowerCase();
  for (const word of words.filter((each) => text.includes(each.toLowerCase()))) {
    console.log(`FAIL ${path}: holds ${word}`);
    failed += 1;
  }
}
if (files.length === 0) {
  console.log(`FAIL ${dir}: no files`);
  failed += 1;
}
console.log(`${files.length} files: ${files.length * words.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
