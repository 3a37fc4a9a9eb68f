// The first script to run, while the page is still being read: the worker and the index are on their way before anything is laid out.

/** Answers queries. The page's address stands behind the sign #, so that all pages share one script in the browser's cache. */
export const worker = new Worker(new URL(`worker.js#${location.href}`, import.meta.url), { type: 'module' });

/** Comes true when the worker cannot be loaded, which may be before anybody asks. */
export const broken = new Promise((resolve) => worker.addEventListener('error', resolve));
