// The words of a text as the index has them, for the golden file.
import { analyse } from '../../themes/default/assets/search/analysis.js';

/**
 * Words with their positions, as the index counts them.
 * @param {string} text
 * @returns {[number, string][]}
 */
export function tokens(text) {
  const all = [];
  let at = 0;
  for (const { wholes: whole, words } of analyse(text)) {
    for (const one of whole) all.push([at, one]);
    for (const word of words) all.push([at++, word]);
  }
  return all;
}
