/** @file Swaps style sheets in place: the new one stands before the old one goes, so nothing flashes. */

let swaps = 0;
/** @type {Map<HTMLLinkElement, HTMLLinkElement>} the one that stands, and the one that is on its way */
const coming = new Map();

/**
 * @param {string[] | null} paths paths of changed sheets; `null` if any may have changed
 */
export function swapStyles(paths) {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')]
    .map((link) => /** @type {HTMLLinkElement} */ (link))
    .filter((link) => new URL(link.href).origin === location.origin && ![...coming.values()].includes(link));
  const named = links.filter((link) => paths?.includes(new URL(link.href).pathname));
  // A sheet that no page names is imported by one that it does.
  for (const link of named.length ? named : links) swap(link);
}

/** @param {HTMLLinkElement} link */
function swap(link) {
  coming.get(link)?.remove();
  const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
  const address = new URL(link.href);
  swaps += 1;
  address.search = `?preview=${performance.timeOrigin.toFixed(0)}-${swaps}`;
  fresh.href = address.href;
  coming.set(link, fresh);
  fresh.addEventListener('load', () => {
    link.remove();
    coming.delete(link);
  });
  fresh.addEventListener('error', () => {
    fresh.remove();
    coming.delete(link);
  });
  link.after(fresh);
}
