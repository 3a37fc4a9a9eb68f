// The search client without a browser: reads the index's files from a folder.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { card } from '../../themes/default/assets/search/counts.js';
import { Index } from '../../themes/default/assets/search/index.js';
import { readAddress } from '../../themes/default/assets/search/query.js';
import { Search } from '../../themes/default/assets/search/search.js';

/** What a server answers for a file of a folder. */
export async function answer(url) {
  const bytes = await readFile(url).catch(() => null);
  return bytes ? new Response(bytes) : new Response('', { status: 404 });
}

/** The search over a built site. `get` may stand for a server. */
export async function open(site, get = answer) {
  const index = await new Index(pathToFileURL(`${site}/search/`), get).open();
  const search = new Search(index);
  return {
    index,
    search,
    /** Answers an address, `?q=…`. */
    async ask(address) {
      const query = readAddress(address, index.head);
      const found = await search.find(query);
      return { query, ...found, notices: [...query.notices, ...found.notices] };
    },
    async ids() {
      return (await Promise.all(search.docs.map((d) => card(index, d)))).map(({ id }) => id);
    },
  };
}
