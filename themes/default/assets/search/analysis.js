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

// Scripts without spaces between words.
const BIGRAMS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\u{1b000}-\u{1b16f}\u{20000}-\u{3ffff}]+/gu;
const W = '[\\p{L}\\p{M}\\p{N}_]';
const PARTS = new RegExp(`${W}+(?:(?:(?<=[\\p{L}\\p{M}])['’](?=[\\p{L}\\p{M}])|(?<=\\p{N})\\.(?=\\p{N})|(?<=\\p{N}),(?=\\p{N}{3}(?!\\p{N})))${W}+)*`, 'gu');
const SCHEME = new RegExp(`^(?:(?!${W}).)*[a-z][a-z0-9+.-]*://(?=${W})`, 'u');
const DOTTED = /[\p{L}\p{M}\p{N}]\.[\p{L}\p{M}\p{N}]/u;
const BEFORE = /^[^\p{L}\p{M}\p{N}_@]+/u;
const AFTER = /[^\p{L}\p{M}\p{N}_]+$/u;

/** @param {string} text */
export const refang = (text) => REFANG.reduce((whole, [from, to]) => whole.replace(from, to), text);

/**
 * One spelling for what readers take for the same letters.
 * @param {string} text
 */
export const fold = (text) => text.normalize('NFKC').toLowerCase().normalize('NFD').replace(DROPPED, '').normalize('NFC')
  .replace(OTHERS, (c) => LETTERS[c]);

/** @param {string} text */
const cut = (text) => (text.length > 64 ? [...text].slice(0, 64).join('') : text);

/**
 * The words of a part: itself, or the overlapping pairs where a script has no spaces.
 * @param {string} part
 * @returns {string[]}
 */
function words(part) {
  const bare = part.replace(/['’,]/g, '');
  /** @type {string[]} */
  const found = [];
  let end = 0;
  const plain = (/** @type {number} */ to) => to > end && found.push(cut(bare.slice(end, to)));
  for (const { 0: run, index } of bare.matchAll(BIGRAMS)) {
    plain(index);
    const signs = [...run];
    if (signs.length === 1) found.push(run);
    for (let i = 1; i < signs.length; i += 1) found.push(signs[i - 1] + signs[i]);
    end = index + run.length;
  }
  plain(bare.length);
  return found;
}

/** @param {string} text */
const parts = (text) => [...text.matchAll(PARTS)].map((match) => match[0]).filter((part) => /[\p{L}\p{N}]/u.test(part));

/**
 * What a text says, one entry for each run without spaces (an address's scheme is one of its own).
 * @param {string} text
 * @returns {Chunk[]}
 */
export function analyse(text) {
  /** @type {Chunk[]} */
  const chunks = [];
  for (let rest of fold(refang(text)).split(/[\s\u0085]+/)) {
    const scheme = SCHEME.exec(rest)?.[0] ?? '';
    if (scheme) chunks.push({ wholes: [], words: parts(scheme).flatMap(words) });
    rest = rest.slice(scheme.length);
    const core = rest.replace(BEFORE, '').replace(AFTER, '');
    const pieces = parts(rest);
    /** @type {string[]} */
    const wholes = [];
    if (core && !core.match(BIGRAMS)) {
      const host = core.includes('/') ? core.slice(0, core.indexOf('/')).replace(AFTER, '') : '';
      const add = (/** @type {string} */ whole, /** @type {boolean} */ told) => {
        const only = parts(whole);
        if (told && !(only.length === 1 && only[0] === whole) && !wholes.includes(cut(whole))) wholes.push(cut(whole));
      };
      add(core, DOTTED.test(core) || /[@/]/.test(core));
      add(host, DOTTED.test(host) || host.includes('@'));
    }
    if (wholes.length || pieces.length) chunks.push({ wholes, words: pieces.flatMap(words) });
  }
  return chunks;
}

/**
 * Words with their positions, as the index counts them.
 * @param {string} text
 * @returns {[number, string][]}
 */
export function tokens(text) {
  /** @type {[number, string][]} */
  const all = [];
  let at = 0;
  for (const { wholes, words: list } of analyse(text)) {
    for (const whole of wholes) all.push([at, whole]);
    list.forEach((word, i) => all.push([at + i, word]));
    at += list.length || 1;
  }
  return all;
}

/**
 * Where the words of a text stand in it, as it is written.
 * @param {string} text
 * @returns {Place[]}
 */
export function places(text) {
  // What is dropped in comparing must not part words here: a letter of no weight stands for it.
  const whole = text.replace(/(?<=[\p{L}\p{M}])[\xad\u200b-\u200f\u2060-\u2064\ufeff](?=\p{L})/gu, '\u0640');
  return [...whole.matchAll(PARTS)].flatMap(({ 0: part, index }) => {
    const list = words(fold(part));
    if (list.length < 2) return list.map((word) => ({ from: index, to: index + part.length, word }));
    return list.map((word) => {
      const from = whole.indexOf(word, index);
      return { from: from < 0 ? index : index = from, to: from < 0 ? index : from + word.length, word };
    });
  });
}
