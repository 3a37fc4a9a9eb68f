/** @file The banner of a draft, above the page, and a small bar in a corner: what is wrong, and whether the server is there. */
import { element, host } from './element.js';
import { counted } from './overlay.js';

/** @type {Record<string, [string, string]>} */
const DRAFTS = {
  draft: ['Draft.', 'Only this preview shows the page: no build has it until its status is another.'],
  review: ['Under review.', 'Only this preview shows the page: no build has it until its status is another.'],
};

/** What a theme gives its own notice of a draft, which is in the page's language and stands where the theme wants it. */
const NOTICE = '.banner-draft';

/**
 * Says above the page that a build leaves it out, unless the page shows a notice of its own: one is enough.
 * @param {string} draft
 */
export function banner(draft) {
  const words = DRAFTS[draft];
  const isSaid = [...document.querySelectorAll(NOTICE)].some((notice) => notice.getClientRects().length > 0);
  if (!words || isSaid) return;
  const root = host('banner');
  root.append(element('p', { class: 'banner' }, element('bdi', {}, element('b', {}, words[0]), ` ${words[1]}`)));
  // Above the body, so that no rule of the theme for what stands in it is disturbed.
  document.documentElement.insertBefore(root.host, document.body);
}

export class Bar {
  /** Asked for when the count is pressed. */
  onOpen = () => {};
  #lost = element('p', { hidden: '' });
  #gone = element('p', { hidden: '' });
  #count = element('button', { type: 'button', hidden: '' });

  constructor() {
    const root = host('bar');
    // Readers of the screen are told of what changes in it.
    root.append(element('div', { class: 'bar', role: 'status' }, this.#lost, this.#gone, this.#count));
    this.#count.addEventListener('click', () => this.onOpen());
    document.documentElement.append(root.host);
  }

  /** @param {boolean} lost */
  lost(lost) {
    say(this.#lost, lost && 'The preview has ended. This page is as it was, and goes on when the preview does.');
  }

  /** @param {boolean} gone */
  gone(gone) {
    say(this.#gone, gone && 'This page is no longer part of the site.');
  }

  /**
   * @param {number} errors
   * @param {number} warnings
   */
  count(errors, warnings) {
    this.#count.classList.toggle('wrong', errors > 0);
    say(this.#count, errors + warnings > 0 && counted(errors, warnings));
  }
}

/**
 * @param {HTMLElement} place
 * @param {string | false} words
 */
function say(place, words) {
  place.hidden = !words;
  // Set only where it is another: else it would be read out again.
  if (words && place.textContent !== words) place.replaceChildren(element('bdi', {}, words));
}
