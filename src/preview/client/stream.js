/**
 * @file The line to the server: one for each tab that is seen. A browser allows six to one host, so a tab that is hidden
 * lets go of its own, and asks anew when it is shown again.
 */

/** Milliseconds until a lost server is called lost: a restart may be quicker. */
const PATIENCE = 400;
/** Milliseconds between two tries to reach it. */
const RETRY = 700;

/**
 * @typedef {{
 *   hello(data: any, again: boolean): void, page(data: any): void, gone(data: any): void, style(data: any): void,
 *   problems(data: any): void, follow(data: any): void, moved(data: any): void,
 * }} Listener
 */

export class Stream {
  /** @type {EventSource | null} */
  #source = null;
  #again = false;
  #retry = 0;
  #patience = 0;

  /**
   * @param {string} page
   * @param {string} version
   * @param {Listener} listener
   * @param {() => void} onLost
   */
  constructor(page, version, listener, onLost) {
    this.address = `/_preview/events?${new URLSearchParams({ page, version })}`;
    this.listener = listener;
    this.onLost = onLost;
  }

  start() {
    document.addEventListener('visibilitychange', () => this.#look());
    // A page that the browser keeps for the way back must not keep its line.
    window.addEventListener('pagehide', () => this.#close());
    window.addEventListener('pageshow', (event) => event.persisted && this.#look());
    this.#look();
  }

  #look() {
    if (document.hidden) this.#close();
    else if (!this.#source) this.#open();
  }

  #close() {
    clearTimeout(this.#retry);
    clearTimeout(this.#patience);
    this.#patience = 0;
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    clearTimeout(this.#retry);
    const source = new EventSource(this.address);
    this.#source = source;
    source.addEventListener('hello', (event) => {
      clearTimeout(this.#patience);
      this.#patience = 0;
      const again = this.#again;
      this.#again = true;
      this.listener.hello(JSON.parse(event.data), again);
    });
    for (const name of /** @type {const} */ (['page', 'gone', 'style', 'problems', 'follow', 'moved'])) {
      source.addEventListener(name, (event) => this.listener[name](JSON.parse(event.data)));
    }
    source.addEventListener('error', () => this.#lost(source));
  }

  /** @param {EventSource} source */
  #lost(source) {
    if (source !== this.#source) return;
    // Browsers differ in whether and when they try again, so we do.
    source.close();
    this.#source = null;
    this.#patience ||= setTimeout(this.onLost, PATIENCE);
    this.#retry = setTimeout(() => this.#look(), RETRY);
  }
}
