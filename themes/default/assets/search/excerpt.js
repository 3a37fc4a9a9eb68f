// The part of a text that shows why it was found.
import { places } from './analysis.js';

const LENGTH = 230;
const LEAD = 60;

/** The places of a text that are to be marked, each with the number of what it is marked for.
 * @param {string} text
 * @param {Mark[]} marks
 * @returns {{ from: number, to: number, why: number }[]}
 */
function hits(text, marks) {
  const all = places(text);
  const found = marks.flatMap((mark, why) => {
    const fits = (/** @type {(word: string, set: Set<string>) => boolean} */ same) => all.filter(({ word }, i) =>
      mark.length && same(word, mark[0]) && mark.every((set, j) => all[i + j] && same(all[i + j].word, set)))
      .map((place) => ({ from: place.from, to: all[all.indexOf(place) + mark.length - 1].to, why }));
    const plain = fits((word, set) => set.has(word));
    // A form that is not at hand: with an article before it, say.
    return plain.length ? plain : fits((word, set) => [...set].some((one) => one.length > 2 && word.includes(one.slice(0, Math.max(3, one.length - 2)))));
  });
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** A text in pieces, every other one marked. @param {string} text @param {{ from: number, to: number }[]} found @param {number} start @param {number} end */
function pieces(text, found, start, end) {
  const parts = [''];
  let at = start;
  for (const { from, to } of found) {
    if (to <= at || from < start || to > end) continue;
    if (from > at || parts.length < 2) parts[parts.length - 1] += text.slice(at, from);
    if (from > at || parts.length < 2) parts.push(text.slice(Math.max(at, from), to), '');
    else parts[parts.length - 2] += text.slice(at, to);
    at = to;
  }
  parts[parts.length - 1] += text.slice(at, end);
  return parts.map((part) => part.replace(/\s+/g, ' '));
}

/** The whole of a title. @param {string} text @param {Mark[]} marks */
export const marked = (text, marks) => pieces(text, hits(text, marks), 0, text.length);

/**
 * The most telling part of a text, in pieces of which every other one is marked; null if nothing in it is.
 * @param {string} text
 * @param {Mark[]} marks
 */
export function excerpt(text, marks) {
  const found = hits(text, marks);
  if (!found.length) return null;
  const worth = found.map(({ from }, i) => {
    let j = i;
    while (j < found.length && found[j].to <= from + LENGTH - LEAD) j += 1;
    const near = found.slice(i, j);
    return 100 * new Set(near.map(({ why }) => why)).size + near.length;
  });
  const first = found[worth.indexOf(Math.max(...worth))].from;
  const paragraph = text.lastIndexOf('\n', first) + 1;
  let start = Math.max(paragraph, first - LEAD);
  if (start - paragraph < LEAD) start = paragraph;
  else start += Math.max(0, text.slice(start, first).search(/(?<=[\s。、])\S/u));
  const close = text.indexOf('\n', first);
  let end = Math.min(start + LENGTH, close < 0 ? text.length : close);
  if (end < text.length && text[end] !== '\n') end = Math.max(text.slice(0, end).search(/[\s。、][^\s。、]*$/u), first + 20, end - 30);
  const parts = pieces(text, found, start, end);
  if (start > paragraph) parts[0] = `…${parts[0]}`;
  if (end < text.length && text[end] !== '\n') parts[parts.length - 1] += '…';
  return parts;
}
