// Text into words, as the index has them: src/search/FORMAT.md, tests/search/analysis.json.

const REFANG = /** @type {const} */ ([
  [/\[\.\]|\(\.\)|\[dot\]|\(dot\)/gi, '.'], [/\[@\]|\[at\]/gi, '@'], [/\[:\/\/\]/g, '://'], [/\[:\]/g, ':'],
  [/\[\/\]/g, '/'], [/(?<![\p{L}\p{N}])hxxp/giu, 'http'],
]);
// Accents, vowel signs and marks that nobody types. The breve of й is kept: it is another letter.
const DROPPED = /(?<=[^\u0438]|^)\u0306|[\u0300-\u0305\u0307-\u036f\u20d0-\u20ff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0640\xad\u02bb\u02bc\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
/** @type {Record<string, string>} */
const LETTERS = { ς: 'σ', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ؤ: 'و', ګ: 'گ' };
for (const [to, from] of [['ا', 'آأإٱ'], ['ي', 'ىیېۍئے'], ['ك', 'کڪ'], ['ه', 'ہھەۀةۃ']]) for (const c of from) LETTERS[c] = to;
for (const zero of [0x660, 0x6f0, 0x966, 0x9e6]) for (let n = 0; n < 10; n += 1) LETTERS[String.fromCharCode(zero + n)] = `${n}`;
const OTHERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

// Scripts without spaces between words: their runs are read as pairs of characters.
const D = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u19e0-\\u19ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3038-\\u303b\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}';
const W = '[\\p{L}\\p{M}\\p{N}_]';
const SPACED = `(?![${D}])`;
const POINT = `(?<=\\p{N})\\.(?=${SPACED}\\p{N})|(?<=\\p{N}),(?=(?:${SPACED}\\p{N}){3}(?!\\p{N}))`;
const APOSTROPHE = `(?<=[\\p{L}\\p{M}])['‘’](?=${SPACED}\\p{L})`;
// An apostrophe after a single letter parts (l’Iran), after more it is left out (don’t).
// The first branch says nothing new: it only reads most words of Latin letters several times as fast.
const WORDS = new RegExp(`([A-Za-z]+)(?=[\\s.,;:!?)])|(?:(?=${W})[${D}])+|${SPACED}${W}(?:(?:${SPACED}${W}|${POINT})+(?:${SPACED}${W}|${POINT}|${APOSTROPHE})*)?`, 'gu');
const DENSE = new RegExp(`^[${D}]`, 'u');
const RUNS = new RegExp(`(?:${SPACED}${W}|[.@/:&+~%#=?-])+`, 'gu');
const DOTTED = new RegExp(`${W}\\.${W}`, 'u');

/** @param {string} text */
export const refang = (text) => REFANG.reduce((whole, [from, to]) => whole.replace(from, to), text);

/**
 * One spelling for what readers take for the same letters.
 * @param {string} text
 */
export const fold = (text) => (/^[\0-\x7f]*$/.test(text) ? text.toLowerCase()
  : text.normalize('NFKC').toLowerCase().normalize('NFD').replace(DROPPED, '').normalize('NFC').replace(OTHERS, (c) => LETTERS[c]));

/** @param {string} text */
const cut = (text) => (text.length > 64 ? [...text].slice(0, 64).join('') : text);

/** @param {string} text @returns {{ from: number, to: number, words: string[] }[]} */
function find(text) {
  const found = [];
  for (const { 0: run, 1: plain, index } of text.matchAll(WORDS)) {
    if (plain) {
      found.push({ from: index, to: index + run.length, words: [cut(run)] });
      continue;
    }
    if (!/[\p{L}\p{N}]/u.test(run)) continue;
    const signs = DENSE.test(run) ? [...run] : [];
    const pairs = signs.slice(1).map((sign, i) => signs[i] + sign);
    found.push({ from: index, to: index + run.length, words: pairs.length ? pairs : [cut(run.replace(/['‘’,]/g, ''))] });
  }
  return found;
}

/** A handle or an address as a whole, and its host, if a run of characters is one.
 * @param {string} run
 * @param {string[]} words
 */
function wholes(run, words) {
  const trimmed = run.replace(/[^\p{L}\p{M}\p{N}_]+$/u, '').replace(/^[^\p{L}\p{M}\p{N}_]*?(?=@?[\p{L}\p{M}\p{N}_])/u, '');
  const address = trimmed.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^www\./, '');
  const slash = address.indexOf('/');
  if (!(slash >= 0 || address.includes('@') || DOTTED.test(address)) || words.includes(address)) return [];
  const host = address.slice(0, Math.max(0, slash));
  const named = (DOTTED.test(host) || host.indexOf('@') > 0) && !words.includes(host);
  return [cut(address), ...(named ? [cut(host)] : [])];
}

/**
 * What a text says: its words one by one, but those of an address together.
 * @param {string} text
 * @returns {Chunk[]}
 */
export function analyse(text) {
  const folded = fold(refang(text));
  const all = find(folded);
  /** @type {Chunk[]} */
  const chunks = [];
  let next = 0;
  const plain = (/** @type {number} */ to) => {
    for (; next < all.length && all[next].from < to; next += 1) {
      const { words } = all[next];
      for (const word of words) chunks.push({ wholes: [], words: [word], run: words.length > 1 ? words : undefined });
    }
  };
  for (const { 0: run, index } of folded.matchAll(RUNS)) {
    if (!/[.@/]/.test(run)) continue;
    plain(index);
    let last = next;
    while (last < all.length && all[last].from < index + run.length) last += 1;
    const words = all.slice(next, last).flatMap((one) => one.words);
    const found = words.length ? wholes(run, words) : [];
    if (!found.length) continue;
    chunks.push({ wholes: found, words });
    next = last;
  }
  plain(Infinity);
  return chunks;
}

/**
 * Where the words of a text stand in it, as it is written.
 * @param {string} text
 * @returns {Place[]}
 */
export function places(text) {
  // What is dropped in comparing must not part words here: it is no letter, but stands within them.
  return find(text.replace(/[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff](?<=[\p{L}\p{M}].)(?=\p{L})/gu, '\u0640')).flatMap(({ from, to, words }) => {
    if (words.length === 1) return { from, to, word: fold(words[0]) };
    return words.map((word, i) => {
      const start = from + words.slice(0, i).reduce((sum, [sign]) => sum + sign.length, 0);
      return { from: start, to: start + word.length, word: fold(word) };
    });
  });
}
