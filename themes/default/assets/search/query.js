// One query, two spellings: what is typed into the box, and the address of the page.

/** @type {Record<string, string>} */
const ALSO = { country: 'origin', countries: 'origin', followers: 'follows', ad_spend: 'spend', network: 'size' };
const TOKEN = /(-)?(?:([\p{L}_][\p{L}\p{N}_.-]*)((?::(?!\/\/)|(?:\s+(?=[<=>≥≤]+\s))?(?:[<>]=?|[=≥≤]))(?:\s+(?![\s-]))?))?(?:["“”„«]([^"“”»]*)(["“”»]|$)|(\S+))/gu;
const DAY = 864e5;

/** @param {number} day days since 1970 */
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** A number as people write it, in lower case: 40,000, 10k, 1.5m.
 * @param {string} text
 * @returns {[number, number, string] | null}
 */
function amount(text) {
  const match = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?([kmb])?$/.exec(text);
  if (!match) return null;
  const scale = /** @type {Record<string, number>} */ ({ k: 1e3, m: 1e6, b: 1e9 })[match[1]] ?? 1;
  const n = Math.round(parseFloat(text.replaceAll(',', '')) * scale);
  return [n, n, `${n}`];
}

/** A year, a month or a day: its first and its last day.
 * @param {string} text
 * @returns {[number, number, string] | null}
 */
function period(text) {
  const match = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  const start = Date.UTC(+year, +(month ?? 1) - 1, +(day ?? 1)) / DAY;
  const last = day ? start : Date.UTC(+year, +(month ?? 12), 0) / DAY;
  const whole = text.replace(/-(\d)\b/g, '-0$1');
  return iso(last).startsWith(whole) ? [start, last, whole] : null;
}

/**
 * A range as it is written, with its bounds: `lo..hi`, `lo..`, `..hi`, `n`, `..` for whatever is known, `unknown`.
 * @param {string} kind
 * @param {string} text
 * @param {string} [operator]
 * @returns {Span | null}
 */
export function range(kind, text, operator = ':') {
  // In European digits.
  const written = text.trim().normalize('NFKC').replace(/[٠-٩۰-۹]/g, (c) => `${c.charCodeAt(0) % 16}`).toLowerCase();
  if (written === 'unknown') return { text: written, lo: NaN, hi: NaN };
  const date = kind === 'date';
  const read = date ? period : amount;
  const one = read(written);
  if (/[<>]/.test(operator)) {
    if (!one) return null;
    const [from, to, whole] = one;
    const up = operator[0] === '>';
    const next = up ? to + 1 : from - 1;
    const end = operator[1] ? whole : date ? iso(next) : next;
    return range(kind, up ? `${end}..` : `..${end}`);
  }
  if (one) return { text: one[2], lo: one[0], hi: one[1] };
  const ends = written.split('..');
  if (ends.length !== 2) return null;
  let [low, high] = ends.map((end, i) => {
    const open = i ? Infinity : -Infinity;
    return end ? read(end) : /** @type {[number, number, string]} */ ([open, open, '']);
  });
  if (!low || !high) return null;
  if (low[0] > high[1]) [low, high] = [high, low];
  return { text: `${low[2]}..${high[2]}`, lo: low[0], hi: high[1] };
}

/** The fields of an archive, by every name that a reader may give them.
 * @param {Head} head
 * @returns {Map<string, Field>}
 */
export function fieldsOf(head) {
  /** @type {Map<string, Field>} */
  const fields = new Map();
  const put = (/** @type {string} */ name, /** @type {Field | undefined} */ field) => field && !fields.has(name) && fields.set(name, field);
  const all = /** @type {{ name: string, kind?: Field['kind'], unit?: string }[]} */ ([...head.facets, ...head.numbers]);
  for (const { name, kind = 'facet', unit } of all) put(name, { name, kind, unit });
  for (const { name } of all) put(`${name}s`, fields.get(name));
  for (const [name, of] of Object.entries(ALSO)) put(name, fields.get(of));
  return fields;
}

/** A field by its name. An amount may be in a currency that no case has yet: `spend.chf`.
 * @param {Map<string, Field>} fields
 * @param {string} key
 * @returns {Field | undefined}
 */
function named(fields, key) {
  const name = key.toLowerCase();
  const [, of = '', currency] = /^(.+)(\.[a-z]{3})$/.exec(name) ?? [];
  const base = fields.get(of);
  return fields.get(name) ?? (base?.unit && /** @type {any} */ ({ ...base, name: base.name + currency }));
}

/** Whether a range is a lower bound (1), an upper one (-1) or has two ends or none. @param {Span} range */
export const side = ({ lo, hi }) => +isFinite(lo) - +isFinite(hi);

/** @returns {Query} */
export const blank = () => ({ words: [], filters: [], sort: '', view: 'list', page: 1, notices: [] });

/** Adds a value to what a field is filtered by. A newer bound takes the place of the one before on its side.
 * @param {Query} query
 * @param {Field} field
 * @param {string} value
 * @param {string} [operator]
 * @param {boolean} [not]
 */
export function add(query, { name, kind }, value, operator = ':', not = false) {
  const bounds = kind === 'facet' ? null : range(kind, value, operator);
  // A facet's values have no order.
  if (kind === 'facet' ? /[<>]/.test(operator) : !bounds) {
    query.notices.push({ kind: 'value', name, value: (operator === ':' ? '' : operator) + value });
    return;
  }
  const text = bounds ? bounds.text : value.replace(/["“”„«»]/g, '').trim().toLowerCase();
  if (!text) return;
  let filter = query.filters.find((one) => one.field === name && one.not === not);
  if (!filter) query.filters.push(filter = { field: name, kind, not, values: [], ranges: [] });
  if (filter.values.includes(text)) return;
  let at = filter.ranges.findIndex((one) => bounds && !not && side(bounds) && side(one) === side(bounds));
  if (at < 0) at = filter.values.length;
  filter.values[at] = text;
  if (bounds) filter.ranges[at] = bounds;
}

/** @param {Query} query @param {string} value @param {Head} head */
function setSort(query, value, head) {
  const known = ['relevance', 'title', ...head.numbers.flatMap(({ name }) => [name, `-${name}`])];
  if (known.includes(value)) query.sort = value;
  else query.notices.push({ kind: 'sort', name: 'sort', value });
}

/** Reads what is typed into the box, into a query that may have filters already.
 * @param {string} text
 * @param {Head} head
 * @param {Query} [query]
 */
export function readBox(text, head, query = blank()) {
  const fields = fieldsOf(head);
  for (const [, minus, key, sign, quoted, end, bare] of text.matchAll(TOKEN)) {
    const operator = sign?.trim().replace('≥', '>=').replace('≤', '<=');
    const not = !!minus;
    const phrase = quoted !== undefined;
    const value = quoted ?? bare;
    let field = named(fields, key ?? '');
    // Years are in order as dates.
    if (field?.name === 'year' && /[<>]/.test(operator)) field = fields.get('date');
    if (end === '') query.notices.push({ kind: 'quote', name: '', value });
    if (field) add(query, field, value, operator, not);
    else if (/^sort:$/i.test(key + operator)) setSort(query, value, head);
    else {
      // With a space it may be a sentence.
      if (key && operator === sign) query.notices.push({ kind: 'field', name: key, value });
      // What is no field is read as the words it is made of.
      const whole = quoted ?? (key ?? '') + (sign ?? '') + bare;
      if (key && phrase) query.words.push({ text: key, phrase: false, prefix: false, not });
      const prefix = !phrase && /[^*]\*+$/.test(whole);
      // A sign that is left over would be read as another's once the box is filled anew.
      const word = phrase ? whole.trim() : whole.replace(/[\s:<=>≥≤*]+$/, '');
      if (word) query.words.push({ text: word, phrase, prefix, not });
    }
  }
  return query;
}

/** Reads an address, `?q=…&origin=PK`.
 * @param {string} search
 * @param {Head} head
 */
export function readAddress(search, head) {
  const query = blank();
  const fields = fieldsOf(head);
  for (const [key, value] of new URLSearchParams(search)) {
    const field = named(fields, key);
    if (key === 'q') readBox(value, head, query);
    else if (key === 'sort') setSort(query, value, head);
    else if (key === 'view') query.view = value === 'table' ? 'table' : 'list';
    else if (key === 'page') query.page = Math.max(1, parseInt(value) || 1);
    else if (field) add(query, field, value);
    else if (!/^utm_|clid$/.test(key)) query.notices.push({ kind: 'left', name: key, value });
  }
  return query;
}

/** @param {string} value */
const quote = (value) => (/[\s"]/.test(value) ? `"${value}"` : value);

/** What the box says of a query: its words, and what it leaves out.
 * @param {Query} query
 */
export const printBox = (query) => [
  ...query.words.map(({ text, phrase, prefix, not }) => (not ? '-' : '') + (phrase ? `"${text}"` : text) + (prefix ? '*' : '')),
  ...query.filters.flatMap(({ field, not, values }) => (not ? values.map((value) => `-${field}:${quote(value)}`) : [])),
].join(' ');

/** The address of a query, short and readable: `?q=kashmir&origin=pk`.
 * @param {Query} query
 */
export function printAddress(query) {
  const pairs = [['q', printBox(query)]];
  for (const { field, not, values } of query.filters) if (!not) for (const value of values) pairs.push([field, value]);
  pairs.push(['sort', query.sort], ['view', query.view === 'table' ? 'table' : ''], ['page', query.page > 1 ? `${query.page}` : '']);
  const escape = (/** @type {string} */ text) => text.replace(/[%&+#"<>\\^`{|}\p{Cc}]/gu, encodeURIComponent).replaceAll(' ', '+');
  return '?' + pairs.filter(([, value]) => value).map((pair) => pair.map(escape).join('=')).join('&');
}
