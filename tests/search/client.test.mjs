// The search client on an index of five cases that is written by hand. node --test tests/search/
import assert from 'node:assert/strict';
import test from 'node:test';
import { fold, places } from '../../themes/default/assets/search/analysis.js';
import { facetCounts, histogram, totals, ways } from '../../themes/default/assets/search/counts.js';
import { distance } from '../../themes/default/assets/search/slips.js';
import { Index, Stale, before } from '../../themes/default/assets/search/index.js';
import { printAddress, readAddress, readBox } from '../../themes/default/assets/search/query.js';
import { Search, early } from '../../themes/default/assets/search/search.js';
import { facet, numbers, places as placed, server, shard, unpacked } from './handmade.mjs';
import { random } from './random.mjs';

const open = async (options) => new Search(await new Index('http://site.invalid/search/', server(options)).open());

async function answer(search, text, kind = 'box') {
  const { head } = search.index;
  const query = kind === 'box' ? readBox(text, head) : readAddress(text, head);
  const { total, notices } = await search.find(query);
  assert.equal(total, search.docs.length);
  return { docs: search.docs, notices: [...query.notices, ...notices] };
}

const found = async (text, kind) => (await answer(await open(), text, kind)).docs;

test('a word finds the cases of its groups, the weightiest first', async () => {
  // idf(armi) = 16 ln(1 + 3.5/2.5) = 14; of army, in one of five, 16 ln(1 + 4.5/1.5) = 22. 22 × 9 and 14 × 12 for case 0, 14 × 4 for case 3.
  assert.deepEqual(await found('army'), [0, 3]);
  assert.deepEqual(await found('ARMIES'), [0, 3]);
  assert.deepEqual(await found(''), [4, 3, 2, 1, 0]);
});

test('a title that has the very word leads those that have another form of it', async () => {
  // Of the group `polic`, idf 14, case 2 has 14 × 15 and case 4 has 14 × 10, and 14 × 6 more for `policies` in its title.
  assert.deepEqual(await found('police'), [2, 4]);
  assert.deepEqual(await found('policies'), [4, 2]);
  // Beside other words too.
  assert.deepEqual(await found('policies -army'), [4, 2]);
});

test('all words must match, and what is left out must not', async () => {
  assert.deepEqual(await found('indian army'), [0]);
  assert.deepEqual(await found('army -indian'), [3]);
  assert.deepEqual(await found('-army'), [4, 2, 1]);
  assert.deepEqual(await found('army network'), []);
});

test('a group may lie in another shard', async () => {
  // 16 ln(1 + 3.5/2.5) = 14 for `net`: 14 × 5 and 14 × 3.
  assert.deepEqual(await found('ministry'), [2, 1]);
});

test('phrases want words as they are, one after the other', async () => {
  assert.deepEqual(await found('"indian army"'), [0]);
  assert.deepEqual(await found('"army indian"'), []);
  assert.deepEqual(await found('"indian armies"'), []);
  assert.deepEqual(await found('"armies"'), [3]);
  assert.deepEqual(await found('army -"indian army"'), [3]);
  assert.deepEqual(await found('"army"'), [0, 3]);
});

test('addresses are found whole, defanged or not, and by their parts', async () => {
  assert.deepEqual(await found('evil[.]example'), [1]);
  assert.deepEqual(await found('hxxps://www.evil[.]example/'), [1]);
  assert.deepEqual(await found('evil.example/a'), []); // neither whole, nor has any case the word `a`
  assert.deepEqual(await found('example'), [1]);
  const asked = [];
  const search = await open({ asked: (path) => asked.push(path) });
  await answer(search, 'evil.example');
  assert.deepEqual(asked, ['head.gz', 't/0-11111.gz']);
});

test('beginnings and slips are tried in turn, and told', async () => {
  const search = await open();
  assert.deepEqual(await answer(search, 'polic*'), { docs: [2, 4], notices: [] });
  assert.deepEqual(await answer(search, 'poli'), { docs: [2, 4], notices: [{ kind: 'prefix', name: 'police, policies', value: 'poli' }] });
  assert.deepEqual(await answer(search, 'polcie'), { docs: [2, 4], notices: [{ kind: 'typo', name: 'police', value: 'polcie' }] });
  assert.deepEqual(await answer(search, 'policemen'), { docs: [2, 4], notices: [{ kind: 'typo', name: 'police', value: 'policemen' }] });
  assert.deepEqual((await answer(search, 'policestation')).docs, []);
  assert.deepEqual(await answer(search, 'zebra'), { docs: [], notices: [{ kind: 'none', name: '', value: 'zebra' }] });
  assert.deepEqual((await answer(search, '-polcie')).docs, [4, 3, 2, 1, 0]);
});

/** A shard alone: groups and surfaces as `shard` takes them, of so many cases. */
const alone = (groups, surfaces, n = 5) => ({
  change: (path, bytes, files) => {
    if (path.startsWith('p/')) return placed(surfaces);
    if (path.startsWith('t/')) return shard(groups, surfaces, 'aaaa0', n);
    if (path !== 'head.gz') return bytes;
    const head = JSON.parse(files[path].subarray(4).toString());
    return Buffer.concat([files[path].subarray(0, 4), Buffer.from(JSON.stringify({ ...head, n, shards: { first: 'A', block: 1, hash: '11111' } }))]);
  },
});

test('another form of a word that no case has is found by its stem, or by what begins so', async () => {
  const search = await open(alone(
    [['bot', [[3, 9]]], ['campan', [[0, 9]]], ['case', [[1, 9]]], ['мир', [[3, 9]]], ['тролл', [[2, 9]]], ['مدرس', [[4, 9]]]],
    [['bot', [], { 3: [0] }], ['campanas', [1], { 0: [0] }], ['case', [], { 1: [0] }], ['миру', [3], { 3: [1] }], ['троллей', [4], { 2: [0] }], ['ومدرسه', [5], { 4: [0] }]],
  ));
  for (const [text, docs, name] of [['campaña', [0], 'campanas'], ['cases', [1], 'case'], ['троллями', [2], 'троллей'], ['مدرسة', [4], 'ومدرسه'], ['والمدرسين', [4], 'ومدرسه']]) {
    assert.deepEqual(await answer(search, text), { docs, notices: [{ kind: 'forms', name, value: fold(text) }] }, text);
  }
  assert.deepEqual((await answer(search, 'миров')).docs, [3]);
  // Three Latin letters say too little.
  assert.deepEqual((await answer(search, 'boted')).docs, []);
});

test('of words that very many cases have, cases and weights are read as they are written', async () => {
  for (const n of [2047, 2048, 2051]) {
    const all = Array.from({ length: n }, (_, d) => d);
    const has = { eighth: all.filter((d) => d % 8 === 0), third: all.filter((d) => d % 3 === 2), most: all.filter((d) => d % 5), all };
    const impact = (word, d) => (d % 7 === 0 ? 12 : word === 'third' && d % 4 === 0 ? 8 : 4);
    const groups = Object.entries(has).map(([word, docs]) => [word, docs.map((d) => [d, impact(word, d)])]).sort();
    const search = await open(alone(groups, groups.map(([word]) => [word, [], {}]), n));
    for (const [word, docs] of Object.entries(has)) {
      const expected = docs.toSorted((a, b) => impact(word, b) - impact(word, a) || b - a);
      assert.deepEqual((await answer(search, word)).docs, expected, `${word} of ${n}`);
    }
  }
});

test('where no case has all words, their other forms count by half; where one has, they do not', async () => {
  const options = alone(
    [['campan', [[0, 9]]], ['campana', [[1, 9], [2, 9]]], ['electoral', [[0, 9], [3, 9]]], ['italia', [[2, 9]]]],
    [['campana', [], { 1: [0], 2: [0] }], ['campanas', [0], { 0: [0] }], ['electoral', [], { 0: [1], 3: [0] }], ['italia', [], { 2: [1] }]],
  );
  const search = await open(options);
  assert.deepEqual(await answer(search, 'campaña electoral'), { docs: [0], notices: [{ kind: 'wide', name: 'campanas', value: 'campana' }] });
  assert.deepEqual(await answer(search, 'campaña italia'), { docs: [2], notices: [] });
  assert.deepEqual(await answer(search, 'campaña'), { docs: [2, 1], notices: [] });
  assert.deepEqual(await answer(search, '"campaña" electoral'), { docs: [], notices: [] });
  assert.deepEqual((await answer(search, 'electoral -campaña')).docs, [3, 0]);
  // idf of campan, in one case of five, 16 ln(1 + 4.5/1.5) = 22; of electoral, in two, 14.
  await answer(search, 'campaña electoral');
  assert.equal(search.sieves[0].score?.[0], (22 * 9) >> 1);
});

test('a run without spaces is found by pairs that cover it, and never named by one', async () => {
  const search = await open(alone(
    [['港行', [[3, 9]]], ['行动', [[0, 9], [1, 9]]], ['香港', [[0, 9], [3, 9]]], ['香蕉', [[4, 9]]], ['蕉香', [[2, 9]]]].sort(),
    [['港行', [], { 3: [1] }], ['行动', [], { 0: [4], 1: [0] }], ['蕉香', [], { 2: [0] }], ['香港', [], { 0: [0], 3: [0] }], ['香蕉', [], { 4: [0] }]],
  ));
  const seam = (value) => [{ kind: 'seam', name: '', value }];
  assert.deepEqual(await answer(search, '香港行'), { docs: [3], notices: [] });
  // 港行 is in a case, but in none with the others.
  assert.deepEqual(await answer(search, '香港行动'), { docs: [0], notices: seam('香港行动') });
  // 动香 is in none: 行动 and 香港 cover its characters.
  assert.deepEqual(await answer(search, '行动香港'), { docs: [0], notices: seam('行动香港') });
  assert.deepEqual(await answer(search, '香港人'), { docs: [], notices: [{ kind: 'none', name: '', value: '香港人' }] });
  assert.deepEqual(await answer(search, '"香港行动"'), { docs: [], notices: [{ kind: 'none', name: '', value: '"香港行动"' }] });
  assert.deepEqual((await answer(search, '-香港行动')).docs, [4, 3, 2, 1, 0]);
});

test('slips are counted as letters more, less, other or swapped', () => {
  const letters = (text) => [...text];
  for (const [a, b, slips] of [['army', 'army', 0], ['army', 'arny', 1], ['army', 'amry', 1], ['army', 'armys', 1], ['army', 'rm', 2], ['ab', 'ba', 1], ['ca', 'abc', 3]]) {
    assert.equal(distance(letters(a), letters(b), 9), slips, `${a} ${b}`);
  }
  assert.equal(distance(letters('abcdef'), letters('uvwxyz'), 2), 3);
});

test('Arabic is found with and without article and vowel signs', async () => {
  assert.deepEqual(await found('الجَيْش'), [4]);
  assert.deepEqual(await found('جيش'), [4]);
});

test('facets and ranges are one with the words; unknown is a value', async () => {
  const address = (text) => found(text, 'address');
  assert.deepEqual(await address('?origin=PK'), [2, 0]);
  assert.deepEqual(await address('?origin=pk&origin=unknown'), [4, 2, 1, 0]);
  assert.deepEqual(await address('?q=-origin:pakistan'), [4, 3, 1]);
  // Over 40 counts as 40; 10 to 20 by overlap.
  assert.deepEqual(await address('?size=40'), [0]);
  assert.deepEqual(await address('?size=41..'), []);
  assert.deepEqual(await address('?size=15..30'), [1]);
  assert.deepEqual(await address('?size=..5&size=unknown'), [4, 3, 2]);
  // An open end of a date has none: since April 1970, until February 1970.
  assert.deepEqual(await address('?date=1970'), [2, 1, 0]);
  assert.deepEqual(await address('?date=2021'), [4, 1]);
  assert.deepEqual(await address('?date=1960'), [2]);
});

test('bounds of one field narrow each other; what has two ends is one of several', async () => {
  const address = (text) => found(text, 'address');
  // Over 40; 10 to 20; unknown; about 5; 5 to none.
  assert.deepEqual(await found('size>=6 size<=30'), [1]);
  assert.deepEqual(await address('?size=6..&size=..30'), [1]);
  assert.deepEqual(await address('?size=6..&size=..30&size=unknown'), [2, 1]);
  assert.deepEqual(await address('?size=10..&size=5..'), [4, 3, 1, 0]);
  assert.deepEqual(await address('?size=5..&size=10..'), [1, 0]);
  assert.deepEqual(await address('?size=30..&size=..6'), []);
  assert.deepEqual(await address('?size=5&size=40'), [4, 3, 0]);
  assert.deepEqual(await address('?size=5&size=40&size=10..'), [0]);
  assert.deepEqual(await found('-size>=30 -size<=6'), [2, 1]);
});

test('what no case has finds nothing, and is told', async () => {
  const files = unpacked();
  const change = (path, bytes) => {
    if (path !== 'head.gz') return bytes;
    const head = JSON.parse(files[path].subarray(4).toString());
    head.facets.push({ name: 'type', label: 'Type' });
    head.numbers.push({ name: 'spend', label: 'Ad spend', kind: 'number', unit: 'USD' });
    return Buffer.concat([files[path].subarray(0, 4), Buffer.from(JSON.stringify(head))]);
  };
  const search = await open({ change });
  const ask = async (text) => {
    const { docs, notices } = await answer(search, text, 'address');
    return [docs.length, ...notices.map(({ kind, name, value }) => [kind, name, value].join(' ').trim())];
  };
  assert.deepEqual(await ask('?origin=xx'), [0, 'absent origin xx']);
  assert.deepEqual(await ask('?origin=xx&origin=ru'), [2, 'absent origin xx']);
  assert.deepEqual(await ask('?q=-origin:xx'), [5, 'absent origin xx']);
  assert.deepEqual(await ask('?type=apt'), [0, 'absent type apt']);
  assert.deepEqual(await ask('?type=unknown'), [5]);
  assert.deepEqual(await ask('?spend=10000..'), [0, 'unfilled spend']);
  assert.deepEqual(await ask('?spend=unknown'), [5]);
  assert.deepEqual(await ask('?spend.chf=1..'), [0, 'unfilled spend.chf']);
  assert.deepEqual(await ask('?size.chf=1..'), [5, 'left size.chf 1..']);
  assert.deepEqual((await ask('?sort=-spend'))[0], 5);
  assert.equal(printAddress(readAddress('?type=apt&spend=10k..&spend.chf=1..', search.index.head)), '?type=apt&spend=10000..&spend.chf=1..');
});

test('a value is found by its other names', async () => {
  const values = [['pk', 'Pakistan', [0, 2]], ['ru', 'Russia', [2, 3]], ['unknown-', 'unknown', [4]]];
  const search = await open({ change: (path, bytes) => (path.startsWith('c/origin') ? facet(values, [[1, 'RF'], [1, 'Russian Federation'], [0, 'ru']]) : bytes) });
  const docs = async (text) => (await answer(search, text)).docs;
  assert.deepEqual(await docs('origin:"russian federation"'), [3, 2]);
  assert.deepEqual(await docs('-origin:rf'), [4, 1, 0]);
  // Its own slug comes first.
  assert.deepEqual(await docs('origin:ru'), [3, 2]);
  // A value that is called unknown is not the unknown.
  assert.deepEqual(await docs('origin:unknown'), [1]);
  assert.deepEqual(await docs('origin:unknown-'), [4]);
});

test('under 40 is found as 39, and bars count what their ranges find', async () => {
  const under = { kind: 3, value: 40, strict: true };
  const change = (path, bytes, files) => (path.startsWith('c/size') ? numbers([under, [10, 20], null, { kind: 2, value: 40, strict: true }, { kind: 3, value: 40 }]) : bytes);
  const search = await open({ change });
  const docs = async (address) => (await answer(search, address, 'address')).docs;
  assert.deepEqual(await docs('?size=40..'), [4, 3]);
  assert.deepEqual(await docs('?size=..39'), [1, 0]);
  assert.deepEqual(await docs('?size=39'), [0]);
  assert.deepEqual(await docs('?size=..38'), [1]);
  await answer(search, '');
  // 10 to 20 is in both bars that it touches.
  assert.deepEqual(await histogram(search, 'size', [0, 15, 40, 100]), { counts: [1, 2, 2], unknown: 1 });
});

test('a list is found by each of its values, counted once, and sorted by its least or its greatest', async () => {
  const cells = [{ kind: 0, value: 50, more: [{ kind: 0, value: 5 }, { kind: 2, value: 20, strict: true }] }, [10, 20], null, { kind: 0, value: 12, more: [[11, 14]] }, [30]];
  const change = (path, bytes) => (path.startsWith('c/size') ? numbers(cells) : bytes);
  const search = await open({ change });
  const docs = async (text) => (await answer(search, text, 'address')).docs;
  assert.deepEqual(await docs('?size=..9'), [0]);
  assert.deepEqual(await docs('?size=20'), [1, 0]);
  assert.deepEqual(await docs('?size=14'), [3, 1]);
  assert.deepEqual(await docs('?size=31..'), [0]);
  assert.deepEqual(await docs('?size=6..9'), []);
  assert.deepEqual(await docs('?size=unknown'), [2]);
  assert.deepEqual(await docs('?q=-size:20'), [4, 3, 2]);
  assert.deepEqual(await docs('?sort=size'), [0, 1, 3, 4, 2]);
  assert.deepEqual(await docs('?sort=-size'), [0, 4, 3, 1, 2]);
  await answer(search, '');
  assert.deepEqual(await histogram(search, 'size', [0, 10, 20, 60]), { counts: [1, 2, 3], unknown: 1 });
});

test('unknown sorts last in both directions, and equals newest first', async () => {
  const sorted = (sort) => found(`?sort=${sort}`, 'address');
  assert.deepEqual(await sorted('size'), [4, 3, 1, 0, 2]);
  assert.deepEqual(await sorted('-size'), [0, 1, 4, 3, 2]);
  assert.deepEqual(await sorted('title'), [3, 1, 0, 2, 4]);
  assert.deepEqual(await sorted('date'), [2, 1, 0, 4, 3]);
});

test('counts of a facet leave its own choice aside', async () => {
  const search = await open();
  await answer(search, '?origin=ru&q=army', 'address');
  assert.deepEqual(search.docs, [3]);
  const { values, unknown } = await facetCounts(search, 'origin');
  assert.deepEqual(values.map(({ slug, count }) => [slug, count]), [['pk', 1], ['ru', 1]]);
  assert.equal(unknown, 0);
  assert.deepEqual(ways(search), [{ term: 0, name: '', count: 2 }, { term: null, name: 'origin', count: 2 }]);
});

test('sums keep what is unknown and uncertain', async () => {
  const search = await open();
  await answer(search, '');
  assert.deepEqual(await totals(search, ['size']), [{ known: 4, low: 60, high: Infinity, over: true, under: false, about: true }]);
});

test('mistakes in a query are told', async () => {
  const notices = async (text) => (await answer(await open(), text)).notices.map(({ kind, value }) => `${kind} ${value}`);
  assert.deepEqual(await notices('size>=abc'), ['value >=abc']);
  assert.deepEqual(await notices('army foo:bar'), ['field bar', 'none foo', 'none bar']);
  assert.deepEqual(await notices('"indian army'), ['quote indian army']);
  assert.deepEqual(await notices('origin:xx army'), ['absent xx']);
  assert.deepEqual(await notices('origin>=pk origin<x'), ['value >=pk', 'value <x']);
  assert.deepEqual(await notices('army foo>=10'), ['field 10', 'none foo', 'none 10']);
  assert.deepEqual(await notices('z*'), ['short z']);
  assert.deepEqual(await notices('army -z*'), ['short z']);
  assert.deepEqual(await notices('army sort:colour'), ['sort colour']);
  assert.deepEqual(await notices('- -- "" * .'), []);
  assert.deepEqual((await answer(await open(), '?q=army&foo=1&utm_source=x', 'address')).notices.map(({ kind, name }) => `${kind} ${name}`), ['left foo']);
});

test('a very long query looks for its first words and says so', async () => {
  const { docs, notices } = await answer(await open(), 'army '.repeat(2000));
  assert.deepEqual(docs, [0, 3]);
  assert.deepEqual(notices, [{ kind: 'long', name: '', value: '32' }]);
});

test('rows show the words that were found, as text', async () => {
  const search = await open();
  await answer(search, 'bold');
  await answer(search, 'army');
  const [first, second] = await search.rows(0, 10);
  assert.deepEqual(first.title, ['Indian ', 'army', ' page']);
  assert.deepEqual(first.excerpt, ['The text of Indian ', 'army', ' page, with policies of evil.example in it.']);
  assert.deepEqual(second.title, ['A <b>bold</b> title']);
});

test('a server may unpack the files itself', async () => {
  assert.deepEqual((await answer(await open({ pack: (bytes) => bytes }), 'army')).docs, [0, 3]);
});

const broken = {
  'no shard': (path, bytes) => (path.startsWith('t/0') ? null : bytes),
  'half a shard': (path, bytes) => (path.startsWith('t/0') ? bytes.subarray(0, bytes.length / 2) : bytes),
  'a page instead of a shard': (path, bytes) => (path.startsWith('t/0') ? Buffer.from('<!DOCTYPE html>') : bytes),
  'nothing at all': (path, bytes) => (path.startsWith('t/0') ? Buffer.alloc(0) : bytes),
  'another shard': (path, bytes, files) => (path.startsWith('t/0') ? files['t/1-22222.gz'] : bytes),
  'a shard cut short and packed again': (path, bytes, files) => (path.startsWith('t/0') ? files[path].subarray(0, -3) : bytes),
  'a shard with more behind it': (path, bytes, files) => (path.startsWith('t/0') ? Buffer.concat([files[path], Buffer.from([0])]) : bytes),
  'a broken head': (path, bytes) => (path === 'head.gz' ? bytes.subarray(0, 20) : bytes),
  'a text of another build': (path, bytes, files) => (path === 'x/0.gz' ? Buffer.from(files[path].toString('latin1').replace('aaaaaaaa', 'cccccccc'), 'latin1') : bytes),
  'the text of another case': (path, bytes, files) => (path === 'x/0.gz' ? files['x/3.gz'] : bytes),
  'a text that is cut short': (path, bytes, files) => (path === 'x/0.gz' ? files[path].subarray(0, -9) : bytes),
};
for (const [what, change] of Object.entries(broken)) {
  test(`${what}: no results rather than wrong ones`, async () => {
    const asking = async () => {
      const search = await open({ change });
      await answer(search, 'army');
      return search.rows(0, 10);
    };
    await assert.rejects(asking, Stale);
  });
}

test('strings are in the order of their code points', () => {
  // A surrogate is less than U+FF41 as a code unit, and more as a code point.
  assert.ok(before('a', 'b') && before('a', 'ab') && !before('a', 'a') && !before('ab', 'a'));
  assert.ok(before('\uff41', '\u{20000}') && !before('\u{20000}', '\uff41'));
});

test('an address of plain words is read ahead as the page will read it, or not at all', async () => {
  const { head } = (await open()).index;
  for (const address of ['', '?q=', '?q=army', '?q=indian+army', '?q=%20two%20%20words%0A', '?q=%D8%AC%D9%8A%D8%B4', '?q=caf%C3%A9', '?q=10']) {
    assert.equal(JSON.stringify(early(address)), JSON.stringify(readAddress(address, head)), address);
  }
  for (const address of ['?q=army&q=indian', '?q=-army', '?q="army"', '?q=arm*', '?q=origin:pk', '?origin=pk', '?q=army&page=2', '?q=army&utm_source=x', '?q=spend>1', '?sort=title']) {
    assert.equal(early(address), null, address);
  }
});

test('words of plain letters are cut like all others', () => {
  const next = random(7);
  const signs = [...'eeeeee  ..,,:;!?)(\'’-_/@123\n中'];
  for (let i = 0; i < 3000; i += 1) {
    const text = Array.from({ length: 1 + next(24) }, () => signs[next(signs.length)]).join('');
    assert.deepEqual(places(text), places(text.replaceAll('e', 'é')), JSON.stringify(text));
  }
});

test('words that texts say in short are written out, with a space between two', async () => {
  const files = unpacked();
  const head = JSON.parse(files['head.gz'].subarray(4).toString());
  const short = (bytes) => Buffer.from(bytes.toString('latin1').replace('text of ', '\x0e"\x0e!\x0e"\x0e! ').replace('with', '\x0f#'), 'latin1');
  const words = ['of', 'text', ...Array.from({ length: 94 }, (_, n) => `w${n}`), 'with'];
  const search = await open({
    change: (path, bytes) => {
      if (path === 'head.gz') return Buffer.concat([files[path].subarray(0, 4), Buffer.from(JSON.stringify({ ...head, words: words.join(' ') }))]);
      return path.startsWith('x/') ? short(files[path]) : bytes;
    },
  });
  await answer(search, 'army');
  const [{ excerpt }] = await search.rows(0, 1);
  assert.equal(excerpt.join(''), 'The text of text of Indian army page, with policies of evil.example in it.');
});

test('shards of a block share a hash', async () => {
  const files = unpacked();
  const head = JSON.parse(files['head.gz'].subarray(4).toString());
  const asked = [];
  const search = await open({
    asked: (path) => asked.push(path),
    change: (path, bytes) => (path === 'head.gz' ? Buffer.concat([files[path].subarray(0, 4), Buffer.from(JSON.stringify({ ...head, shards: { ...head.shards, block: 2, hash: '11111' } }))]) : bytes),
  });
  await answer(search, 'police').catch(() => {});
  assert.deepEqual(asked.filter((path) => path.startsWith('t/')), ['t/1-11111.gz']);
});
