// Words with an ending that nothing else knows.
import { reach, some } from './expand.js';

/** Words of which all but the last one to three letters are the same, and that have at most three more.
 * @param {Index} index
 * @param {string} word
 * @param {Set<number>} read
 * @returns {Promise<Surface[]>}
 */
export async function endings(index, word, read) {
  const letters = [...word];
  for (let length = letters.length - 1; length >= Math.max(4, letters.length - 3); length -= 1) {
    const start = letters.slice(0, length).join('');
    const shards = await some(index, reach(index, start), read);
    const near = shards.flatMap(({ surfaces }) => [...surfaces.values()]).filter(({ text }) => text.startsWith(start) && [...text].length <= length + 3);
    if (near.length) return near;
  }
  return [];
}
