/**
 * @file Where a reader is on a page, over a load: what is at the top of the window stays there, what stands open stays
 * open, and the block that changed is brought into view if none of what changed is.
 */

const BLOCKS = 'h1, h2, h3, h4, h5, h6, p, li, tr, dt, dd, pre, blockquote, figcaption, summary, figure';

/**
 * @typedef {{
 *   version: string, wanted: string | null, reason: 'reload' | 'follow' | 'left', blocks: string[],
 *   seen: { at: number, top: number }[], open: [string, boolean][],
 * }} Place
 */

/** @param {string} path */
const key = (path) => `corkboard-preview:place:${path}`;

/**
 * The innermost blocks of the page's main part, in order. The frame around it changes with every page.
 * @returns {Element[]}
 */
function blocks() {
  const root = document.querySelector('main') ?? document.body;
  return [...root.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
}

/**
 * A block in few letters: its words, and where its links and pictures lead.
 * @param {Element} block
 */
function digest(block) {
  const inner = [...block.querySelectorAll('[href], [src]')];
  const leads = inner.map((one) => one.getAttribute('href') ?? one.getAttribute('src'));
  const text = `${block.tagName} ${block.textContent?.replace(/\s+/g, ' ').trim()} ${leads.join(' ')}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** @returns {[string, HTMLDetailsElement][]} each by its words, and which of those with the same words it is */
function details() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...document.querySelectorAll('details')].map((one) => {
    const words = one.id || one.querySelector('summary')?.textContent?.trim() || '';
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return [`${words} ${count}`, one];
  });
}

/**
 * Where the reader is.
 * @param {string} version of the page that is shown
 * @param {string | null} wanted the version that is to come
 * @param {'reload' | 'left'} reason
 * @returns {Place}
 */
function placeNow(version, wanted, reason) {
  const all = blocks();
  const boxes = all.map((block, at) => ({ at, box: block.getBoundingClientRect() }));
  const seen = boxes.filter(({ box }) => box.height > 0 && box.bottom > 0 && box.top < window.innerHeight);
  return {
    version,
    wanted,
    reason,
    blocks: all.map(digest),
    // At the very top, the reader is at the top.
    seen: window.scrollY > 0 ? seen.map(({ at, box }) => ({ at, top: box.top })) : [],
    open: details().map(([words, one]) => [words, one.open]),
  };
}

/**
 * Notes where the reader is, for this page when it is loaded anew.
 * @param {string} version of the page that is shown
 * @param {string | null} wanted the version that is to come
 * @param {string} [at] the path at which the page stands then, if it is another
 */
export function keepPlace(version, wanted, at = location.pathname) {
  write(at, placeNow(version, wanted, 'reload'));
}

/**
 * Notes where the reader is, who is taken to another page.
 * @param {string} version of the page that is shown
 * @param {string} to the path of the other
 */
export function leavePlace(version, to) {
  write(location.pathname, placeNow(version, null, 'left'));
  const there = read(to);
  if (there) write(to, { ...there, reason: 'follow' });
}

/**
 * Takes the reader back to where they were.
 * @param {string} version of the page that is shown
 * @returns {{ wanted: string | null }} the version that the load was for
 */
export function restorePlace(version) {
  const place = read(location.pathname);
  if (!place || place.reason === 'left') return { wanted: null };
  write(location.pathname, { ...place, reason: 'left' });
  const old = new Map(place.open);
  if (place.reason === 'reload') {
    for (const [words, one] of details()) one.open = old.get(words) ?? one.open;
  }
  const all = blocks();
  const now = all.map(digest);
  const settle = () => {
    if (place.reason === 'reload') moveBack(place, now, all);
    if (version !== place.version) showChange(place.blocks, now, all);
  };
  settle();
  // The browser has its own idea of the place and may come later, as do fonts; not over the reader's own scrolling.
  const stop = new AbortController();
  for (const own of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    window.addEventListener(own, () => stop.abort(), { once: true, passive: true, signal: stop.signal });
  }
  window.addEventListener('load', () => requestAnimationFrame(() => stop.signal.aborted || (settle(), stop.abort())), {
    once: true,
    signal: stop.signal,
  });
  return { wanted: place.wanted };
}

/**
 * Puts the first block that was seen, and has the same words still, where it was in the window.
 * @param {Place} place
 * @param {string[]} now
 * @param {Element[]} all the blocks of `now`
 */
function moveBack(place, now, all) {
  for (const { at, top } of place.seen) {
    const same = all[counterpart(place.blocks, now, at)];
    if (same) {
      window.scrollBy({ top: same.getBoundingClientRect().top - top, behavior: 'instant' });
      return;
    }
  }
}

/**
 * Where the same words stand now: as far from the start or the end as they did, else nearest to it; -1 if nowhere.
 * @param {string[]} before
 * @param {string[]} now
 * @param {number} at
 */
function counterpart(before, now, at) {
  const places = [at, at + now.length - before.length];
  const exact = places.find((place) => now[place] === before[at]);
  if (exact !== undefined) return exact;
  const others = now.flatMap((one, place) => (one === before[at] ? [place] : []));
  return others.sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0] ?? -1;
}

/**
 * Brings what changed into view, if none of it is.
 * @param {string[]} before
 * @param {string[]} now
 * @param {Element[]} all the blocks of `now`
 */
function showChange(before, now, all) {
  const known = new Set(before);
  let changed = all.filter((_, at) => !known.has(now[at]));
  if (changed.length === 0 && now.length < before.length) {
    // Something was taken out: what follows it stands in its place.
    const seam = now.findIndex((one, at) => one !== before[at]);
    changed = [all[seam < 0 ? all.length - 1 : seam]].filter(Boolean);
  }
  const boxes = changed.map((block) => ({ block, box: block.getBoundingClientRect() })).filter(({ box }) => box.height > 0);
  const away = ({ box }) => Math.max(box.top - window.innerHeight, -box.bottom);
  boxes.sort((a, b) => away(a) - away(b));
  if (boxes[0] && away(boxes[0]) >= 0) boxes[0].block.scrollIntoView({ block: 'center', behavior: 'instant' });
}

/**
 * @param {string} path
 * @returns {Place | null}
 */
function read(path) {
  try {
    return JSON.parse(sessionStorage.getItem(key(path)) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {Place} place
 */
function write(path, place) {
  try {
    sessionStorage.setItem(key(path), JSON.stringify(place));
  } catch {
    // Full, or not allowed: the page is loaded all the same, from its top.
  }
}
