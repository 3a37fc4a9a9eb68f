/**
 * @file What the preview adds to a page: it stays the page that the files make, and shows what is wrong with them.
 *
 * A changed page is loaded anew rather than patched. A load cannot differ from what a reader gets: the language and
 * direction of the page, its scripts and its pictures included, and it costs some tens of milliseconds. What a load would
 * lose, the reading position and what stands open, is carried over (`place.js`). Styles alone are swapped in place.
 */
import { Bar, banner } from './bar.js';
import { Overlay } from './overlay.js';
import { keepPlace, leavePlace, restorePlace } from './place.js';
import { Problems } from './problems.js';
import { Stream } from './stream.js';
import { swapStyles } from './styles.js';

const script = document.querySelector('script[src$="/_preview/client.js"]');
const { page = '', version = '', draft = '', base = '/' } = /** @type {HTMLElement} */ (script)?.dataset ?? {};

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
  leaving = true;
  leavePlace(version, base + address);
  location.assign(base + address);
}

/**
 * Goes to where this page is, now that the site's addresses begin otherwise.
 * @param {string} to
 */
function move(to) {
  if (leaving || to === base) return;
  // What was no part of the site may be one at this very address.
  if (page.startsWith('/')) {
    reload(null);
    return;
  }
  leaving = true;
  keepPlace(version, null, to + page);
  // The old address leads to the new one: the way back should not go through it.
  location.replace(to + page + location.search + location.hash);
}

const stream = new Stream(page, version, {
  hello(/** @type {{ server: string, version: string | null, base: string }} */ hello, again) {
    move(hello.base);
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
  moved: (/** @type {{ base: string }} */ to) => move(to.base),
  follow: (/** @type {{ page: string }} */ to) => follow(to.page),
}, () => {
  bar.lost(true);
  overlay.lost(true);
});
stream.start();
