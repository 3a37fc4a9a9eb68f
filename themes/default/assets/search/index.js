// The files of the index: src/search/FORMAT.md says what is in them.

/** A file that is not, or is not of the same build as the others: whatever it says would be wrong. */
export class Stale extends Error {
  stale = true;
}

/** Whether a string comes before another, by code points.
 * @param {string} a
 * @param {string} b
 */
export function before(a, b) {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const [far, farther] = [x, y].map((unit) => unit >= 0xd800 && unit < 0xe000);
      return far === farther ? x < y : farther;
    }
  }
  return a.length < b.length;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

export class Reader {
  at = 4;
  #key = new Uint8Array(1024);
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }
  byte() {
    if (this.at >= this.bytes.length) throw new Stale('a file ends too soon');
    return this.bytes[this.at++];
  }
  /** A number of up to 53 bits. */
  v() {
    let byte = this.bytes[this.at];
    if (byte < 128) {
      this.at += 1;
      return byte;
    }
    let n = 0;
    let scale = 1;
    byte = this.byte();
    for (; byte > 127; scale *= 128, byte = this.byte()) n += (byte - 128) * scale;
    return n + byte * scale;
  }
  /** @param {number} length */
  text(length) {
    return UTF8.decode(this.take(length));
  }
  /** @param {number} length */
  take(length) {
    const part = this.bytes.subarray(this.at, this.at += length);
    if (part.length < length) throw new Stale('a file ends too soon');
    return part;
  }
  s() {
    return this.text(this.v());
  }
  /** The next key of a sorted list. */
  key() {
    const shared = this.v();
    const rest = this.take(this.v());
    this.#key.set(rest, shared);
    return UTF8.decode(this.#key.subarray(0, shared + rest.length));
  }
  /** @param {number} length */
  docs(length) {
    const docs = new Uint32Array(length);
    for (let i = 0, d = 0; i < length; i += 1) docs[i] = d += this.v();
    return docs;
  }
  end() {
    if (this.at !== this.bytes.length) throw new Stale('a file is too long');
  }
}

/** @param {Response} response */
async function unpacked(response) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server that says what the file is has had the browser unpack it already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  // A file that is cut off fails where it is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

const NONE = new Uint32Array();

/** Fewest documents of an archive in which a group is common: in more than an eighth of them. */
const MANY = 2048;

/** @param {Reader} reader @param {number} n documents @returns {Shard} */
export function readShard(reader, n) {
  const common = (/** @type {number} */ has) => n >= MANY && 8 * has > n;
  // Of a common group, each document has a bit.
  const documents = (/** @type {number} */ has) => {
    if (!common(has)) return reader.docs(has);
    const docs = new Uint32Array(has);
    const bits = reader.take(reader.v());
    for (let d = 0, to = 0; d < 8 * bits.length; d += 1) if (bits[d >> 3] >> (d & 7) & 1) docs[to++] = d;
    return docs;
  };
  const weights = (/** @type {number} */ has) => {
    const size = (has + 1) >> 1;
    if (!common(has)) return reader.take(size);
    const impacts = new Uint8Array(size).fill(0x44);
    for (const step of 2 * has > n ? [8] : [4, 8]) {
      for (const at of reader.docs(reader.v())) impacts[at >> 1] += step << (4 * (at & 1));
    }
    return impacts;
  };
  const positions = reader.s();
  const each = (/** @type {number} */ length, /** @type {(i: number) => any} */ read) => Array.from({ length }, (_, i) => read(i));
  const keys = each(reader.v(), () => reader.key());
  const counts = each(keys.length, () => reader.v());
  const docs = counts.map((count) => documents(count >> 1));
  /** @type {Map<string, Group>} */
  const groups = new Map();
  /** @type {Map<string, Surface>} */
  const surfaces = new Map();
  keys.forEach((key, i) => {
    const group = { key, docs: docs[i], impacts: weights(docs[i].length) };
    groups.set(key, group);
    if (counts[i] & 1) surfaces.set(key, { text: key, refs: [group], titles: NONE });
  });
  for (const text of each(reader.v(), () => reader.key())) surfaces.set(text, { text, refs: [], titles: NONE });
  for (const { refs } of surfaces.values()) {
    if (refs.length) continue;
    for (let left = reader.v(); left > 0; left -= 1) {
      const ref = reader.v();
      refs.push(ref ? groups.get(keys[ref - 1]) ?? '' : reader.s());
    }
  }
  const all = [...surfaces.values()];
  const titles = all.map(() => reader.v());
  titles.forEach((count, i) => {
    if (count) all[i].titles = reader.docs(count);
  });
  reader.end();
  return { positions, groups, surfaces };
}

export class Index {
  /** @type {Map<string, Promise<any>>} */
  #kept = new Map();
  /** @type {string[]} */
  first = [];

  /**
   * @param {string | URL} base the folder of the index
   * @param {(url: URL, options?: RequestInit) => Promise<Response>} get
   */
  constructor(base, get = (url, options) => fetch(url, options)) {
    this.base = base;
    this.get = get;
  }

  async open() {
    /** @type {Head} */
    const head = this.head = await this.once('head', async () => {
      const reader = await this.read('head.gz', 'H', true);
      return JSON.parse(reader.text(reader.bytes.length - 4));
    });
    let key = '';
    for (const [, letter, rest] of head.shards.first.matchAll(/([A-Z])([^A-Z]*)/g)) {
      const shared = letter.charCodeAt(0) - 65;
      // Almost always a character is one unit of a string.
      key = (/[\ud800-\udfff]/.test(key) ? [...key].slice(0, shared).join('') : key.slice(0, shared)) + rest;
      this.first.push(key);
    }
    return this;
  }

  get n() {
    return this.head?.n ?? 0;
  }
  /** @param {string} name */
  field(name) {
    return this.head?.numbers.find((one) => one.name === name);
  }

  /** A file's bytes, kept while the page is open. A file without a hash in its name is asked for anew.
   * @param {string} path
   * @param {string} kind
   * @param {boolean} [anew]
   * @returns {Promise<Reader>}
   */
  async read(path, kind, anew) {
    const response = await this.get(new URL(path, this.base), anew ? { cache: 'no-cache' } : {}).catch((error) => {
      throw Object.assign(error, { away: true });
    });
    if (!response.ok) throw new Stale(`${path}: ${response.status}`);
    const bytes = await unpacked(response).catch((error) => {
      throw new Stale(`${path}: ${error}`);
    });
    if (`${bytes[0]} ${bytes[1]} ${bytes[2]} ${bytes[3]}` !== `67 66 1 ${kind.charCodeAt(0)}`) throw new Stale(`${path}: of another kind`);
    return new Reader(bytes);
  }

  /** @template T
   * @param {string} key
   * @param {() => Promise<T>} make
   * @returns {Promise<T>}
   */
  once(key, make) {
    let made = this.#kept.get(key);
    if (!made) {
      // Whatever cannot be read is no file of this index, however it came to be so.
      made = make().catch((error) => {
        this.#kept.delete(key);
        throw error.stale || error.away ? error : new Stale(`${key}: ${error}`);
      });
      this.#kept.set(key, made);
    }
    return made;
  }

  /** The number of the shard that has a key, if any has.
   * @param {string} key
   */
  shardOf(key) {
    let [low, high] = [0, this.first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(key, this.first[middle])) high = middle;
      else low = middle + 1;
    }
    return Math.max(0, low - 1);
  }

  /** @param {number} i */
  shard(i) {
    const { block = 1, hash = '' } = this.head?.shards ?? {};
    const at = 5 * Math.floor(i / block);
    return this.once(`t${i}`, async () => {
      const shard = readShard(await this.read(`t/${i}-${hash.slice(at, at + 5)}.gz`, 'T'), this.n);
      const [first, next] = [i ? this.first[i] : '', this.first[i + 1]];
      for (const keys of [shard.groups, shard.surfaces]) {
        for (const key of keys.keys()) if (before(key, first) || next !== undefined && !before(key, next)) throw new Stale(`shard ${i} holds ${key}`);
      }
      for (const { docs } of shard.groups.values()) if (docs[docs.length - 1] >= this.n) throw new Stale(`shard ${i} is of another archive`);
      return shard;
    });
  }

  /** The groups of a surface, wherever they are.
   * @param {Surface} surface
   * @returns {Promise<Group[]>}
   */
  groups(surface) {
    return Promise.all(surface.refs.map(async (ref) => {
      if (typeof ref !== 'string') return ref;
      const group = (await this.shard(this.shardOf(ref))).groups.get(ref);
      if (!group) throw new Stale(`no group ${ref}`);
      return group;
    }));
  }

  /** A text with its frequent words, which it says in two signs. @param {string} text */
  plain(text) {
    const words = this.head?.words.split(' ') ?? [];
    return text.replace(/[\x0e-\x1f].(?=([\x0e-\x1f])?)/g, (code, next) => words[94 * code.charCodeAt(0) + code.charCodeAt(1) - 1349] + (next ? ' ' : ''));
  }

  /** What begins with the epoch and the number of its first document and goes on in JSON.
   * @param {string} path
   * @param {string} kind
   * @param {number} d the first of its documents
   */
  json(path, kind, d) {
    return this.once(path, async () => {
      const reader = await this.read(path, kind, true);
      const { block = 1, hash = '' } = this.head?.epochs ?? {};
      const at = 8 * Math.floor(d / block);
      if (reader.text(8) !== hash.slice(at, at + 8)) throw new Stale(`${path}: of another build`);
      if (reader.v() !== d) throw new Stale(`${path}: of another case`);
      return JSON.parse(this.plain(reader.text(reader.bytes.length - reader.at)));
    });
  }

  /** A document's card and text.
   * @param {number} d
   * @returns {Promise<{ card: Card, text: string }>}
   */
  text(d) {
    return this.json(`x/${d}.gz`, 'X', d);
  }
}
