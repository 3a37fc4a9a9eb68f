// The index lives in a worker of its own, so that the page never waits for it.
const page = new URL(location.hash.slice(1));
const at = new URL('head.gz', page);
const head = fetch(at, { cache: 'no-cache' });
head.catch(() => {});
// All scripts are asked for at once, rather than each when another has named it.
const scripts = Promise.all([import('./index.js'), import('./search.js'), import('./match.js'), import('./excerpt.js'), import('./analysis.js')]);

const opened = scripts.then(async ([{ Index }, { Search }]) => {
  const index = new Index(new URL('.', page), (url, options) => (url.href === at.href ? head : fetch(url, options)));
  return new Search(await index.open());
});

/** @param {Query} query @param {number} from @param {number} to */
async function find(query, from, to) {
  const search = await opened;
  const found = await search.find(query);
  return query.view === 'table' ? { ...found, cards: await asked.cards(from, to) } : { ...found, rows: await search.rows(from, to) };
}

/** The answer to what the address asks for, where that needs no reading: begun before the page is ready to ask. */
let begun = scripts.then(([, { early }]) => {
  const query = early(page.search);
  return query ? { key: JSON.stringify([query, 0, 10]), answer: find(query, 0, 10) } : undefined;
});

/** @type {Record<string, (...given: any[]) => any>} */
const asked = {
  // The page has no use for the names of the shards.
  head: async () => ({ ...(await opened).index.head, shards: undefined }),
  find: async (...given) => {
    const first = await begun;
    begun = Promise.resolve(undefined);
    return first?.key === JSON.stringify(given) ? first.answer : find(.../** @type {[Query, number, number]} */ (given));
  },
};
for (const name of ['facetCounts', 'histogram', 'totals', 'ways', 'cards']) {
  asked[name] = async (...given) => /** @type {any} */ (await import('./counts.js'))[name](await opened, ...given);
}

/** @param {{ id: number, ask: string, given: any[] }} question */
async function answer({ id, ask, given }) {
  try {
    postMessage({ id, answer: await asked[ask](...given) });
  } catch (error) {
    postMessage({ id, failed: /** @type {any} */ (error).stale ? 'stale' : 'broken', why: `${error}` });
  }
}

// One after the other: what is asked of a query must not meet the next one.
let last = begun.then((first) => first?.answer).then(() => {}, () => {});
addEventListener('message', ({ data }) => {
  if (data.ask === 'head') answer(data);
  else last = last.then(() => answer(data));
});
