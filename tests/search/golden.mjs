// Writes analysis.json from texts.txt with the client's analysis: for new texts. Look at the difference before you keep it,
// since the Rust analysis and the oracle's are held to the same file.
import { readFileSync, writeFileSync } from 'node:fs';
import { tokens } from '../../themes/default/assets/search/analysis.js';

const here = (name) => new URL(name, import.meta.url);
const lines = readFileSync(here('texts.txt'), 'utf8').split('\n').slice(0, -1);
const cases = lines.map((text) => JSON.stringify({ text, tokens: tokens(text) }));
writeFileSync(here('analysis.json'), `[\n${cases.join(',\n')}\n]\n`);
