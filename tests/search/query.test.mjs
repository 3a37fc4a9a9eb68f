// The two spellings of a query, and the words of a text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fold, places } from '../../themes/default/assets/search/analysis.js';
import { excerpt, marked } from '../../themes/default/assets/search/excerpt.js';
import { printAddress, printBox, range, readAddress, readBox } from '../../themes/default/assets/search/query.js';
import { random } from './random.mjs';
import { tokens } from './tokens.mjs';

const HEAD = {
  facets: ['origin', 'tag', 'platform', 'status', 'sources'].map((name) => ({ name })),
  numbers: [['size', 'number'], ['spend', 'number'], ['spend.eur', 'number'], ['date', 'date']].map(([name, kind]) => ({ name, kind })),
};
const DAY = 864e5;
const day = (text) => Date.parse(text) / DAY;

test('the golden file', () => {
  const cases = JSON.parse(readFileSync(new URL('analysis.json', import.meta.url), 'utf8'));
  assert.ok(cases.length > 150);
  for (const { text, tokens: surfaces, positions = surfaces.map((_, i) => i) } of cases) {
    assert.deepEqual(tokens(text), surfaces.map((surface, i) => [positions[i], surface]), text);
  }
});

test('folding twice changes nothing', () => {
  const cases = JSON.parse(readFileSync(new URL('analysis.json', import.meta.url), 'utf8'));
  for (const { text } of cases) assert.equal(fold(fold(text)), fold(text), text);
});

test('the box is read field by field', () => {
  const { words, filters } = readBox('kashmir "indian army" -fake mil* origin:PK -tag:oil spend>=10k date:2020..2022 platform:"Face book"', HEAD);
  assert.deepEqual(words.map(({ text, phrase, prefix, not }) => [text, phrase, prefix, not]), [
    ['kashmir', false, false, false], ['indian army', true, false, false], ['fake', false, false, true], ['mil', false, true, false],
  ]);
  assert.deepEqual(filters.map(({ field, not, values }) => [field, not, values]), [
    ['origin', false, ['pk']], ['tag', true, ['oil']], ['spend', false, ['10000..']], ['date', false, ['2020..2022']], ['platform', false, ['face book']],
  ]);
});

test('names have aliases', () => {
  for (const [text, field] of [['origins:pk', 'origin'], ['countries:pk', 'origin'], ['Country:pk', 'origin'], ['TAGS:x', 'tag'], ['ad_spend:1', 'spend'], ['spend.eur:1', 'spend.eur']]) {
    assert.equal(readBox(text, HEAD).filters[0]?.field, field, text);
  }
});

test('ranges in every spelling', () => {
  for (const [kind, text, operator, printed, lo, hi] of [
    ['number', '10k', ':', '10000', 10000, 10000], ['number', '1.5m..', ':', '1500000..', 1.5e6, Infinity], ['number', '..40,000', ':', '..40000', -Infinity, 40000],
    ['number', '50..10', ':', '10..50', 10, 50], ['number', '5', '>', '6..', 6, Infinity], ['number', '5', '<', '..4', -Infinity, 4], ['number', '5', '<=', '..5', -Infinity, 5],
    ['number', '٤٠', '=', '40', 40, 40], ['number', '..', ':', '..', -Infinity, Infinity],
    ['date', '2021', ':', '2021', day('2021-01-01'), day('2021-12-31')], ['date', '2024-02', ':', '2024-02', day('2024-02-01'), day('2024-02-29')],
    ['date', '2021-5-3', '>=', '2021-05-03..', day('2021-05-03'), Infinity], ['date', '2021', '>', '2022-01-01..', day('2022-01-01'), Infinity],
    ['date', '2021', '<', '..2020-12-31', -Infinity, day('2020-12-31')], ['date', '2020..2021-06', ':', '2020..2021-06', day('2020-01-01'), day('2021-06-30')],
    ['date', '2020-12', ':', '2020-12', day('2020-12-01'), day('2020-12-31')],
  ]) assert.deepEqual(range(kind, text, operator), { text: printed, lo, hi }, `${kind}${operator}${text}`);
  for (const [kind, text] of [['number', 'abc'], ['number', '1..2..3'], ['number', '-5'], ['number', '1e5'], ['date', '2021-13'], ['date', '2021-02-30'], ['date', '21'], ['date', '2021-2022']]) {
    assert.equal(range(kind, text), null, `${kind}:${text}`);
  }
});

test('a newer bound takes the place of the one before on its side', () => {
  for (const [text, values] of [
    ['spend>=1000 spend>=50000', ['50000..']], ['spend>=50000 spend<=60000', ['50000..', '..60000']], ['spend<5 spend<9 spend>2', ['..8', '3..']],
    ['spend:5..9 spend>=7 spend>=8', ['5..9', '8..']], ['-spend>=5 -spend>=9', ['5..', '9..']], ['spend:unknown spend:.. spend>=3', ['unknown', '..', '3..']],
  ]) {
    const { filters } = readBox(text, HEAD);
    assert.deepEqual(filters.map(({ values, ranges }) => [values, ranges.map((one) => one.text)]), [[values, values]], text);
  }
});

test('signs may have spaces around them, and be written as one', () => {
  for (const [text, field, values] of [
    ['origin: pk', 'origin', ['pk']], ['size > 10', 'size', ['11..']], ['size≥10', 'size', ['10..']], ['size ≤ 10', 'size', ['..10']], ['-tag: "oil and gas"', 'tag', ['oil and gas']],
  ]) {
    const { words, filters, notices } = readBox(`army ${text}`, HEAD);
    assert.deepEqual([words.map((one) => one.text), filters.map((one) => [one.field, one.values]), notices], [['army'], [[field, values]], []], text);
  }
  assert.deepEqual(readBox('Kashmir: the army', HEAD).notices, []);
  assert.deepEqual(readBox('origin: -size:5 pk', HEAD).words.map((one) => one.text), ['origin', 'pk']);
});

test('a comparison of what has no order is told; years are compared as dates', () => {
  const { filters, notices } = readBox('origin>=af year>=2020 -year<2018', { ...HEAD, facets: [...HEAD.facets, { name: 'year' }] });
  assert.deepEqual(notices, [{ kind: 'value', name: 'origin', value: '>=af' }]);
  assert.deepEqual(filters.map(({ field, not, values }) => [field, not, values]), [['date', false, ['2020..']], ['date', true, ['..2017-12-31']]]);
  assert.deepEqual(readBox('year:2020 year=2021', { ...HEAD, facets: [{ name: 'year' }] }).filters[0].values, ['2020', '2021']);
});

test('addresses are short and readable', () => {
  const query = readBox('kashmir "indian army" origin:PK spend>=10k date:2020..2022 sort:-spend', HEAD);
  assert.equal(printAddress(query), '?q=kashmir+%22indian+army%22&origin=pk&spend=10000..&date=2020..2022&sort=-spend');
  assert.equal(printAddress(readAddress('?q=کشمیر&page=3&view=table', HEAD)), '?q=کشمیر&view=table&page=3');
});

test('whatever is typed: what is printed is read as the same query, in both spellings', () => {
  const pieces = ['kashmir', '>', '≥', '< ', 'tag: ', '"', '-', '*', ':', 'origin:', 'PK', 'size>=', '10k', '..', 'date:2020..2021', ' ', ' ', ' ', '%', '&', '+', '#', '=', '<b>', '国', 'الجيش', '\u{1f600}', '\\', 'unknown', '“', '”', 'x', '\n'];
  const next = random(7);
  for (let run = 0; run < 5000; run += 1) {
    const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join('');
    const query = readBox(text, HEAD);
    const address = printAddress(query);
    const again = readAddress(address, HEAD);
    const known = ({ words, filters }) => ({ words, filters: filters.toSorted((a, b) => Number(a.not) - Number(b.not)) });
    assert.deepEqual(known(again), known(query), `${JSON.stringify(text)} → ${address}`);
    assert.equal(printAddress(again), address);
    assert.deepEqual(new URL(address, 'http://site.invalid/search/').search.length > 0, address !== '?');
    assert.equal(printBox(readBox(printBox(query), HEAD)), printBox(query));
  }
});

test('words are marked where they stand', () => {
  const mark = (text, ...words) => marked(text, words.map((word) => [new Set([word])]));
  assert.deepEqual(mark('The military’s wing', 'militarys'), ['The ', 'military’s', ' wing']);
  assert.deepEqual(mark('Kashmir, KASHMIR and kashmiri', 'kashmir'), ['', 'Kashmir', ', ', 'KASHMIR', ' and kashmiri']);
  assert.deepEqual(mark('مدرسة الجَيْش', 'الجيش'), ['مدرسة ', 'الجَيْش', '']);
  assert.deepEqual(mark('مدرسة الجَيْش', 'جيش'), ['مدرسة ', 'الجَيْش', '']);
  assert.deepEqual(mark('中国人民解放军', '人民'), ['中国', '人民', '解放军']);
  assert.deepEqual(mark('中国人民解放军', '人民', '民解'), ['中国', '人民解', '放军']);
  assert.deepEqual(mark('co\xadoperate', 'cooperate'), ['', 'co\xadoperate', '']);
  assert.deepEqual(marked('the indian army, an army', [[new Set(['indian']), new Set(['army'])]]), ['the ', 'indian army', ', an army']);
  assert.deepEqual(mark('nothing', 'x'), ['nothing']);
});

test('an excerpt shows as many of the words as it can', () => {
  const far = 'word '.repeat(100);
  const pieces = excerpt(`army ${far} army of ghosts ${far}`, [[new Set(['army'])], [new Set(['ghosts'])]]);
  assert.deepEqual(pieces.filter((_, i) => i % 2), ['army', 'ghosts']);
  assert.match(pieces[0], /^…word/);
  assert.match(pieces.at(-1), /word…$/);
  assert.equal(excerpt('nothing of it', [[new Set(['army'])]]), null);
});

test('places lie within the text, one after the other', () => {
  const cases = JSON.parse(readFileSync(new URL('analysis.json', import.meta.url), 'utf8'));
  for (const { text } of cases) {
    let last = 0;
    for (const { from, to, word } of places(text)) {
      assert.ok(from >= last && to >= from && to <= text.length && word, `${text}: ${from} to ${to}`);
      last = from;
    }
  }
});
