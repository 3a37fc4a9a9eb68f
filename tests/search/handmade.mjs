// An index of a few cases, written byte by byte after src/search/FORMAT.md, to read it with the client.
import { gzipSync } from 'node:zlib';

const utf8 = (text) => [...Buffer.from(text)];
const v = (n) => (n < 128 ? [n] : [128 + (n % 128), ...v(Math.floor(n / 128))]);
const s = (text) => [...v(Buffer.byteLength(text)), ...utf8(text)];
const deltas = (docs) => docs.flatMap((d, i) => v(d - (docs[i - 1] ?? 0)));
const file = (kind, ...bytes) => Buffer.from([0x43, 0x42, 1, kind.charCodeAt(0), ...bytes.flat()]);

/** Keys of a sorted list, each without what it shares with the one before. */
function keys(list) {
  let before = [];
  return list.flatMap(([key]) => {
    const bytes = utf8(key);
    let shared = bytes.findIndex((byte, i) => byte !== before[i]);
    shared = shared < 0 ? Math.min(bytes.length, before.length) : shared;
    before = bytes;
    return [...v(shared), ...v(bytes.length - shared), ...bytes.slice(shared)];
  });
}

/** A shard: groups [key, [[d, impact]…]], surfaces [text, refs, {d: positions}, titles]; a ref is a number, or a key elsewhere; none: the group of the same name. */
export function shard(groups, surfaces, positions = '00000', n = CASES.length) {
  const most = (list) => list.length > n / 2;
  const isCommon = (list) => n >= 2048 && list.length > n / 8;
  const bits = (list) => {
    const bytes = Array.from({ length: (list.at(-1)[0] >> 3) + 1 }, () => 0);
    for (const [d] of list) bytes[d >> 3] += 1 << (d & 7);
    return [...v(bytes.length), ...bytes];
  };
  const places = (list, step) => list.flatMap(([, impact], at) => (impact === step ? [at] : []));
  const common = (list) => (most(list) ? [12] : [8, 12]).flatMap((step) => [...v(places(list, step).length), ...deltas(places(list, step))]);
  const impacts = (list) => (isCommon(list) ? common(list) : Array.from({ length: Math.ceil(list.length / 2) }, (_, i) => list[2 * i][1] + 16 * (list[2 * i + 1]?.[1] ?? 0)));
  const own = (key) => surfaces.some(([text, refs]) => text === key && !refs.length);
  const others = surfaces.filter(([, refs]) => refs.length);
  const all = [...surfaces.filter(([, refs]) => !refs.length), ...others];
  return file('T', s(positions),
    v(groups.length), keys(groups),
    groups.flatMap(([key, docs]) => v(2 * docs.length + (own(key) ? 1 : 0))),
    groups.flatMap(([, docs]) => (isCommon(docs) ? bits(docs) : deltas(docs.map(([d]) => d)))),
    groups.flatMap(([, docs]) => impacts(docs)),
    v(others.length), keys(others),
    others.flatMap(([, refs]) => [...v(refs.length), ...refs.flatMap((ref) => (typeof ref === 'number' ? v(1 + ref) : [0, ...s(ref)]))]),
    all.flatMap(([, , , titles = []]) => v(titles.length)), all.flatMap(([, , , titles = []]) => deltas(titles)));
}

export const places = (surfaces) => file('P', surfaces.flatMap(([, , at]) => {
  const docs = Object.keys(at).map(Number);
  return [...v(docs.length), ...docs.flatMap((d, i) => [...v(d - (docs[i - 1] ?? 0)), ...v(at[d].length), ...deltas(at[d])])];
}));

/** A facet's column: slug, label, documents of each value; other names, each with the place of its value. */
export const facet = (values, others = []) => file('C', v(values.length), values.flatMap(([slug, label, docs]) => [...s(slug), ...s(label), ...v(docs.length), ...deltas(docs)]),
  v(others.length), others.flatMap(([at, name]) => [...v(at), ...s(name)]));

/** A number column: of each case [value], [low, high], {kind, value, about, strict} or null; `more`: further values of a case. */
export function numbers(cells) {
  const bits = Array.from({ length: Math.ceil(cells.length / 8) }, (_, i) => cells.slice(8 * i, 8 * i + 8).reduce((byte, cell, at) => byte + (cell ? 1 << at : 0), 0));
  let before = 0;
  const one = (cell, followed) => {
    const { kind, value, about, strict } = Array.isArray(cell) ? { kind: cell.length - 1, value: cell[0] } : cell;
    const delta = value - before;
    before = value;
    return [...v(kind + (about ? 4 : 0) + (strict ? 8 : 0) + (delta < 0 ? 16 : 0) + (followed ? 32 : 0)), ...v(Math.abs(delta)), ...(kind === 1 ? v(cell[1] - cell[0]) : [])];
  };
  return file('C', bits, cells.filter(Boolean).flatMap((cell) => [cell, ...cell.more ?? []].flatMap((each, i, all) => one(each, i + 1 < all.length))));
}

const CASES = ['Indian army page', 'Evil network', 'The Police', 'A <b>bold</b> title', 'الجيش'];
const EPOCHS = 'aaaaaaaabbbbbbbb'; // of cases 0 to 3, and of case 4
const text = (d) => `The text of ${CASES[d]}, with policies of evil.example in it.\nA second paragraph about the army.`;
const card = (d) => ({ id: `case-${d}`, t: CASES[d], u: `cases/case-${d}/`, s: 'A summary.' });
const json = (kind, d, value) => file(kind, utf8(EPOCHS.slice(d < 4 ? 0 : 8).slice(0, 8)), v(d), utf8(JSON.stringify(value)));

// Two shards: what comes before `n`, and the rest. `policies` and `police` have groups of their own; `armies` is of `armi`.
const FIRST = [
  [['armi', [[0, 12], [3, 4]]], ['army', [[0, 9]]], ['evil', [[1, 15]]], ['evil.example', [[1, 8]]], ['example', [[1, 6]]], ['indian', [[0, 15]]]],
  [['armies', [0], { 3: [4] }], ['army', [0, 1], { 0: [1], 3: [0] }, [0]], ['evil', [], { 1: [0, 20] }], ['evil.example', [], { 1: [20] }], ['example', [], { 1: [21] }],
    ['indian', [], { 0: [0] }], ['ministry', ['net'], { 2: [7] }]],
];
const SECOND = [
  [['net', [[1, 3], [2, 5]]], ['page', [[0, 10]]], ['polic', [[2, 15], [4, 10]]], ['جيش', [[4, 15]]]],
  [['network', [0], { 1: [1] }], ['page', [], { 0: [2] }], ['police', [2], { 2: [1] }], ['policies', [2], { 4: [3] }, [4]], ['الجيش', [3], { 4: [0] }], ['جيش', [], { 4: [9] }]],
];

/** The files of the index by path, unpacked. */
export function unpacked() {
  const files = {
    'head.gz': file('H', utf8(JSON.stringify({
      n: CASES.length, epochs: { block: 4, hash: EPOCHS }, lang: 'en', currency: 'USD',
      shards: { first: 'AAn', block: 1, hash: '1111122222' },
      facets: [{ name: 'origin', label: 'Origin', file: 'c/origin-33333333.gz', bytes: 1, total: 2 }],
      numbers: [
        { name: 'size', label: 'Size', kind: 'number', file: 'c/size-44444444.gz', bytes: 1, min: 5, max: 50, unknown: 1 },
        { name: 'date', label: 'Date', kind: 'date', file: 'c/date-55555555.gz', bytes: 1, min: 0, max: 9, unknown: 1 },
      ],
      title: { file: 'c/title-66666666.gz', bytes: 1 },
      cards: { per: 4 },
      words: '',
    }))),
    't/0-11111.gz': shard(...FIRST, 'aaaa0'),
    't/1-22222.gz': shard(...SECOND, 'bbbb0'),
    'p/0-aaaa0.gz': places(FIRST[1]),
    'p/1-bbbb0.gz': places(SECOND[1]),
    'c/origin-33333333.gz': facet([['pk', 'Pakistan', [0, 2]], ['ru', 'Russia', [2, 3]]]),
    'c/size-44444444.gz': numbers([{ kind: 2, value: 40, strict: true }, [10, 20], null, { kind: 0, value: 5, about: true }, [5]]),
    'c/date-55555555.gz': numbers([[0, 364], { kind: 2, value: 100 }, { kind: 3, value: 50 }, null, [18628]]),
    'c/title-66666666.gz': numbers([[2], [1], [3], [0], [4]]),
    'd/0.gz': json('D', 0, [0, 1, 2, 3].map(card)),
    'd/1.gz': json('D', 4, [card(4)]),
  };
  for (let d = 0; d < CASES.length; d += 1) files[`x/${d}.gz`] = json('X', d, { card: card(d), text: text(d) });
  return files;
}

/** What a server answers: `change` may put other bytes in a file's place, or null for none; `asked` hears of every file. */
export function server({ change = (_path, bytes) => bytes, pack = gzipSync, asked = () => {} } = {}) {
  const files = unpacked();
  return async (url) => {
    const path = url.pathname.replace(/^\/search\//, '');
    asked(path);
    const bytes = files[path] ? change(path, pack(files[path]), files) : null;
    return bytes ? new Response(bytes) : new Response('not found', { status: 404 });
  };
}
