/** @file Elements out of words: nothing that comes from a file is ever taken for markup. */

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * A root that neither shares the page's styles nor gives it any. Its own come from a file, since a page's policy allows no
 * others; until they are there, nothing of it is shown.
 * @param {string} name
 * @returns {ShadowRoot}
 */
export function host(name) {
  const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
  const made = element('corkboard-preview', { 'data-part': name, lang: 'en', dir: direction });
  made.hidden = true;
  const root = made.attachShadow({ mode: 'open' });
  const styles = element('link', { rel: 'stylesheet', href: new URL('overlay.css', import.meta.url).pathname });
  styles.addEventListener('load', () => {
    made.hidden = false;
  });
  root.append(styles);
  return root;
}
