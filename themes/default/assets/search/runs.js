// Runs of a script without spaces: read as pairs of characters, of which those at the seam of two words stand in no text.
import { look, weigh } from './match.js';

/**
 * What a run lets through: documents with all its pairs. Where none has, pairs that the others cover are done without: first those that
 * no document has, then one more.
 * @param {Matching} given
 * @param {string[]} pairs
 * @param {boolean} prefix whether the last pair may go on
 */
export async function matchRun({ index, mask, score, marks, say }, pairs, prefix) {
  const text = pairs[0] + pairs.slice(1).map((pair) => [...pair][1]).join('');
  const found = await Promise.all(pairs.map((pair, i) => look(index, pair, { prefix: prefix && i === pairs.length - 1, exact: true })));
  marks.push(...found.map(({ surfaces }) => [surfaces]));
  const known = found.map(({ groups }) => groups.size > 0);
  // Each character is in the pair that it begins and in the one that it ends.
  if (!known[0] || !known[known.length - 1] || known.some((has, i) => !has && !known[i + 1])) {
    mask.fill(0);
    return say('none', text, []);
  }
  const lacks = new Uint8Array(index.n);
  const spare = new Uint8Array(index.n);
  found.forEach((one, i) => {
    if (!known[i]) return;
    const has = new Uint8Array(index.n).fill(1);
    weigh(index, one, has, score);
    const inner = known[i - 1] && known[i + 1];
    for (let d = 0; d < index.n; d += 1) {
      if (has[d]) continue;
      lacks[d] += 1;
      if (inner) spare[d] = 1;
    }
  });
  const whole = lacks.includes(0);
  for (let d = 0; d < index.n; d += 1) if (lacks[d] && (whole || lacks[d] > 1 || !spare[d])) mask[d] = 0;
  if (known.includes(false) || !whole && mask.includes(1)) say('seam', text, []);
}
