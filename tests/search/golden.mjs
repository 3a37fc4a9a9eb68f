// Writes analysis.json from texts.txt with the client's analysis: for new texts. Look at the difference before you keep it,
// since the Rust analysis and the oracle's are held to the same file.
import { readFileSync, writeFileSync } from 'node:fs';
import { tokens } from './tokens.mjs';

/** Positions are left out where each word follows the one before. */
function entry(text) {
  const found = tokens(text);
  const positions = found.map(([at]) => at);
  return JSON.stringify({ text, tokens: found.map(([, word]) => word), ...(positions.every((at, i) => at === i) ? {} : { positions }) });
}

const here = (name) => new URL(name, import.meta.url);
const lines = readFileSync(here('texts.txt'), 'utf8').split('\n').slice(0, -1);
const cases = lines.map((text) => entry(text));
writeFileSync(here('analysis.json'), `[\n${cases.join(',\n')}\n]\n`);
