// What the values of a facet are called.

/** The values that a word means: by slug, else by title or another name. It is in lower case.
 * @template {{ names: string[] }} Value
 * @param {{ values: Value[] }} column
 * @param {string} value
 */
export function meant({ values }, value) {
  const own = values.filter(({ names }) => names[0] === value);
  return own.length ? own : values.filter(({ names }) => names.includes(value));
}
