/**
 * @file Decides what a writer sees of mistakes.
 *
 * The overlay opens by itself on a page that is not up to date or not whole because of them, and on any page when a mistake appears
 * that was not there before: whoever just saved a file looks at the screen for what it did. On all other pages, and once
 * the overlay is dismissed, a small bar has the count and opens it. A mistake that is dismissed stays so in all tabs,
 * until it is mended: what comes back after that is new. Nothing opens over somebody who is typing in the page, until they
 * leave the field. Warnings alone never open it.
 */

/**
 * @typedef {{ n: number, text: string, from?: number, to?: number }} FrameLine
 * @typedef {{
 *   severity: 'error' | 'warning' | 'notice', code: string, message: string, file: string, line: number | null,
 *   column: number | null, frame: FrameLine[], hints: string[], editor: string,
 * }} Diagnostic
 * @typedef {{
 *   errors: number, warnings: number, files: number, diagnostics: Diagnostic[], stale: string[],
 *   unfinished: string[],
 * }} Report
 */

const KNOWN = 'corkboard-preview:known';
const DISMISSED = 'corkboard-preview:dismissed';

/**
 * A mistake wherever its line has moved to.
 * @param {Diagnostic} one
 */
const name = (one) => [one.file, one.code, one.message].join('\n');

export class Problems {
  /** @type {Report | null} */
  #report = null;
  /** @type {(() => void) | null} */
  #later = null;

  /**
   * @param {string} page
   * @param {import('./overlay.js').Overlay} overlay
   * @param {import('./bar.js').Bar} bar
   */
  constructor(page, overlay, bar) {
    this.page = page;
    this.overlay = overlay;
    this.bar = bar;
    bar.onOpen = () => this.#report && overlay.open(this.#report);
    overlay.onDismiss = () => {
      remember(localStorage, DISMISSED, this.#errors());
      this.#showBar();
    };
  }

  /** @param {Report} report */
  tell(report) {
    const before = this.#report;
    this.#report = report;
    this.#later?.();
    const errors = this.#errors();
    // Of a tab that is new, whatever is there has been there before.
    const known = recall(sessionStorage, KNOWN) ?? errors;
    remember(sessionStorage, KNOWN, errors);
    const dismissed = (recall(localStorage, DISMISSED) ?? []).filter((one) => errors.includes(one));
    remember(localStorage, DISMISSED, dismissed);
    const open = errors.filter((one) => !dismissed.includes(one));
    const unfinished = this.#isAmong(report.unfinished);
    this.overlay.unfinished(unfinished);
    const calls = unfinished || this.#isAmong(report.stale) ? open : open.filter((one) => !known.includes(one));
    const mended = report.errors === 0 && ((before?.errors ?? 0) > 0 || report.warnings === 0);
    if (mended) this.overlay.close();
    else if (this.overlay.isOpen) this.overlay.show(report);
    else if (calls.length > 0) this.#openUnlessTyping(report);
    this.#showBar();
  }

  /** @returns {string[]} */
  #errors() {
    const all = this.#report?.diagnostics ?? [];
    return all.filter((one) => one.severity === 'error').map(name);
  }

  /** @param {string[]} addresses */
  #isAmong(addresses) {
    // Addresses may be escaped on one side and not on the other.
    const plain = (/** @type {string} */ address) => {
      try {
        return decodeURIComponent(address);
      } catch {
        return address;
      }
    };
    return addresses.some((address) => plain(address) === plain(this.page));
  }

  #showBar() {
    const { errors = 0, warnings = 0 } = this.#report ?? {};
    this.bar.count(errors, warnings);
  }

  /** @param {Report} report */
  #openUnlessTyping(report) {
    if (!isTyping()) {
      this.overlay.open(report);
      return;
    }
    const open = () => {
      this.#later?.();
      // The field that is gone to next takes the focus first.
      setTimeout(() => this.#report && this.#report.errors > 0 && this.#openUnlessTyping(this.#report));
    };
    document.addEventListener('focusout', open);
    this.#later = () => {
      document.removeEventListener('focusout', open);
      this.#later = null;
    };
  }
}

/** Whether somebody is writing in the page just now, not in another window. */
function isTyping() {
  const active = document.activeElement;
  const field = active?.matches('textarea, select, input:not([type=button], [type=submit], [type=checkbox], [type=radio])');
  return document.hasFocus() && Boolean(field || (active instanceof HTMLElement && active.isContentEditable));
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @returns {string[] | null}
 */
function recall(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string[]} names
 */
function remember(storage, key, names) {
  try {
    storage.setItem(key, JSON.stringify(names));
  } catch {
    // Full, or not allowed: the overlay opens once more than it had to.
  }
}
