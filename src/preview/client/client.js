/**
 * @file What the preview adds to a page: it stays the page that the files make, and shows what is wrong with them.
 *
 * A changed page is loaded anew rather than patched. A load cannot differ from what a reader gets: the language and
 * direction of the page, its scripts and its pictures included, and it costs some tens of milliseconds. What a load would
 * lose, the reading position and what stands open, is carried over (`place.js`). Styles alone are swapped in place.
 */
import { Bar, banner } from './bar.js';
import { Overlay } from './overlay.js';
import { keepPlace, restorePlace } from './place.js';
import { Problems } from './problems.js';
import { Stream } from './stream.js';
import { swapStyles } from './styles.js';

const script = document.querySelector('script[src$="/_preview/client.js"]');
const { page = '', version = '', draft = '' } = /** @type {HTMLElement} */ (script)?.dataset ?? {};

banner(draft);
const restored = restorePlace(version);
const bar = new Bar();
const overlay = new Overlay();
const problems = new Problems(page, overlay, bar);

let leaving = false;

/**
 * Loads the page anew.
 * @param {string | null} wanted the version that the server speaks of
 */
function reload(wanted) {
  if (leaving) return;
  leaving = true;
  keepPlace(version, wanted);
  location.reload();
}

/**
 * Goes to another page of the site.
 * @param {string} address within the site, as links write it
 */
function follow(address) {
  // Also when a load of this page has begun: the one that is asked for last is the one that comes.
  if (address === page) return;
  // The site may be mounted below the root: what stands before this page's address stands before all.
  const here = decodeURI(location.pathname);
  const base = here.endsWith(decodeURI(page)) ? here.slice(0, here.length - decodeURI(page).length) : '/';
  leaving = true;
  keepPlace(version, null, base + address);
  location.assign(base + address);
}

const stream = new Stream(page, version, {
  hello(/** @type {{ server: string, version: string | null }} */ hello, again) {
    bar.lost(false);
    overlay.lost(false);
    bar.gone(hello.version === null);
    // Twice for one version would go on for ever, if server and page should ever disagree about it.
    if (hello.version !== null && hello.version !== version && restored.wanted !== hello.version) {
      reload(hello.version);
    } else if (again) {
      // What happened to style sheets meanwhile, nobody has said.
      swapStyles(null);
    }
  },
  page: (/** @type {{ version: string }} */ now) => reload(now.version),
  gone: () => bar.gone(true),
  style: (/** @type {{ hrefs: string[] }} */ changed) => swapStyles(changed.hrefs),
  problems: (/** @type {import('./problems.js').Report} */ report) => problems.tell(report),
  follow: (/** @type {{ page: string }} */ to) => follow(to.page),
}, () => {
  bar.lost(true);
  overlay.lost(true);
});
stream.start();
