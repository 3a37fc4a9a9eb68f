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
    return query.view === 'table' ? { ...found, cards: await asked.cards(from, to) } : { ...found, rows: await search.rows(from, to) };
  },
};
for (const name of ['facetCounts', 'histogram', 'totals', 'ways', 'cards']) {
  asked[name] = async (...given) => /** @type {any} */ (await import('./counts.js'))[name](search, ...given);
}

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
