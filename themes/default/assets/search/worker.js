// The index lives in a worker of its own, so that the page never waits for it.
import { Index, Stale } from './index.js';
import { Search } from './search.js';

const index = new Index(new URL(/** @type {string} */ (new URL(import.meta.url).searchParams.get('at'))));
const opened = index.open();
const search = new Search(index);

/** @type {Record<string, (...given: any[]) => any>} */
const asked = {
  head: () => opened.then(() => index.head),
  find: async (query, from, to) => {
    const found = await search.find(query);
    return { ...found, ...(query.view === 'table' ? { cards: await search.cards(from, to) } : { rows: await search.rows(from, to) }) };
  },
  facet: (name) => search.facet(name),
  histogram: (name, edges) => search.histogram(name, edges),
  totals: (names) => search.totals(names),
  ways: () => search.ways(),
  cards: (from, to) => search.cards(from, to),
};

// One after the other: what is asked of a query must not meet the next one.
let last = opened.then(() => {}, () => {});
addEventListener('message', ({ data: { id, ask, given } }) => {
  last = last.then(async () => {
    try {
      await opened;
      postMessage({ id, answer: await asked[ask](...given) });
    } catch (error) {
      postMessage({ id, failed: error instanceof Stale ? 'stale' : 'broken', why: `${error}` });
    }
  });
});
