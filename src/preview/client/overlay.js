/** @file The list of mistakes, over the page: each with its place, its lines and what to do about it. */
import { element, host } from './element.js';

/**
 * `3 errors and 1 warning`.
 * @param {number} errors
 * @param {number} warnings
 */
export function counted(errors, warnings) {
  const of = (/** @type {number} */ count, /** @type {string} */ word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const parts = [errors > 0 && of(errors, 'error'), warnings > 0 && of(warnings, 'warning')].filter(Boolean);
  return parts.join(' and ') || 'Nothing is wrong';
}

export class Overlay {
  /** Told when somebody closes the overlay, and not when all is mended. */
  onDismiss = () => {};
  #heading = element('h1', { tabindex: '-1', autofocus: '', id: 'heading' });
  #lost = element('span', { hidden: '' }, 'The preview has ended: this list is as it was.');
  #under = element('span');
  #list = element('ol');
  #rest = element('p', { class: 'rest', hidden: '' });
  /** @type {HTMLDialogElement} */
  #dialog;
  /** @type {string} */
  #shown = '';

  constructor() {
    const close = element('button', { type: 'button', class: 'close' }, 'Show the page');
    const meta = element(
      'p',
      { class: 'meta' },
      this.#under,
      element('span', {}, 'This list follows what you save.'),
      this.#lost,
      close,
    );
    // English from end to end, so from left to right on every page; the bar keeps to the page's side.
    const inner = element('div', { class: 'inner' }, this.#heading, meta, this.#list, this.#rest);
    this.#dialog = /** @type {HTMLDialogElement} */ (element('dialog', { 'aria-labelledby': 'heading', dir: 'ltr' }, inner));
    const root = host('overlay');
    root.append(this.#dialog);
    document.documentElement.append(root.host);
    close.addEventListener('click', () => this.#dismiss());
    // The browser closes a dialog at Escape, and gives the focus back to where it was.
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#dismiss();
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** @param {import('./problems.js').Report} report */
  open(report) {
    this.show(report);
    if (this.isOpen) return;
    this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  close() {
    this.#dialog.close();
  }

  #dismiss() {
    this.close();
    this.onDismiss();
  }

  /** @param {boolean} lost */
  lost(lost) {
    this.#lost.hidden = !lost;
  }

  /**
   * Says what lies under the list.
   * @param {boolean} unfinished whether the page is of a file that never was without mistakes
   */
  unfinished(unfinished) {
    if (!hasVersion()) this.#under.textContent = 'This page has no good version yet.';
    else if (unfinished) this.#under.textContent = 'This page has no good version yet: it shows what can be read.';
    else this.#under.textContent = 'The site shows its last good version.';
  }

  /** @param {import('./problems.js').Report} report */
  show(report) {
    const shown = JSON.stringify(report);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { errors, warnings, files, diagnostics } = report;
    this.#heading.textContent = `${counted(errors, warnings)} in ${files} ${files === 1 ? 'file' : 'files'}`;
    this.#dialog.classList.toggle('mild', errors === 0);
    const within = this.#list.contains(this.#active());
    this.#list.replaceChildren(...diagnostics.map(entry));
    // The link that had the focus is gone with the list that it stood in.
    if (within) this.#heading.focus({ preventScroll: true });
    const rest = errors + warnings - diagnostics.filter((one) => one.severity !== 'notice').length;
    this.#rest.hidden = rest <= 0;
    this.#rest.replaceChildren(`And ${rest} more, which `, element('code', {}, 'corkboard check'), ' lists.');
  }

  #active() {
    return /** @type {ShadowRoot} */ (this.#dialog.getRootNode()).activeElement;
  }
}

/** Whether a page of the site lies under the overlay, and not only word that it cannot be made. */
function hasVersion() {
  return document.body.dataset.preview !== 'no-version';
}

/** @param {import('./problems.js').Diagnostic} one */
function entry(one) {
  const place = one.line === null ? one.file : `${one.file}:${one.line}:${one.column}`;
  const code = element('code', {}, place);
  const heading = element(
    'h2',
    {},
    element('span', { class: 'severity' }, one.severity),
    ' ',
    element('code', { class: 'quiet' }, one.code),
    ' ',
    ...words(one.message),
  );
  const opens = opensEditor(one.editor);
  const link = opens ? element('a', { href: one.editor, title: 'Open in the editor' }, code) : code;
  const item = element('li', { class: one.severity }, heading, element('p', { class: 'place' }, link));
  if (one.frame.length > 0) {
    const label = `Source, line ${one.line}`;
    item.append(element('div', { class: 'frame', role: 'group', 'aria-label': label }, ...one.frame.map(line)));
  }
  for (const hint of one.hints) item.append(element('p', {}, element('b', {}, 'Hint:'), ' ', ...words(hint)));
  return item;
}

/** @param {import('./problems.js').FrameLine} one */
function line(one) {
  const text = element('code', {});
  if (one.from === undefined || one.to === undefined) {
    text.append(one.text);
  } else {
    // Places are counted in characters, of which some are two units of a string.
    const all = [...one.text];
    const marked = all.slice(one.from, one.to).join('') || ' ';
    text.append(all.slice(0, one.from).join(''), element('mark', {}, marked), all.slice(one.to).join(''));
  }
  return element('div', { class: 'line' }, element('span', { class: 'number', 'aria-hidden': 'true' }, `${one.n}`), text);
}

/**
 * Words with code between backticks.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function words(text) {
  const parts = text.split('`');
  // A backtick without a partner stands for itself.
  if (parts.length % 2 === 0) parts.push([parts.pop(), parts.pop()].reverse().join('`'));
  return parts.map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part));
}

/**
 * An address of a program on this machine, and no script.
 * @param {string} address
 */
function opensEditor(address) {
  try {
    return !['javascript:', 'data:', 'vbscript:', 'blob:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
