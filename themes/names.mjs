// Writes the names of countries, languages and currencies for the string tables from the CLDR data in Node.
//   node themes/names.mjs en ar
// Run it after adding a language; its output is committed, so that a build needs no Node.
import { writeFileSync } from 'node:fs';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const PAIRS = LETTERS.flatMap((a) => LETTERS.map((b) => a + b));
const COMPOUND = ['zh-Hans', 'zh-Hant', 'pt-BR', 'pt-PT', 'sr-Latn', 'sr-Cyrl', 'es-419', 'en-GB', 'en-US', 'fr-CA'];
// The short name is the usual one where the long one is a legal formula.
const SHORT = new Set(['HK', 'MO', 'PS']);
// Codes that CLDR knows but ISO 3166-1 does not: groupings, withdrawn and reserved codes.
const OTHERS = new Set(['AC', 'AN', 'BU', 'CP', 'CQ', 'CS', 'CT', 'DD', 'DG', 'DY', 'EA', 'EU', 'EZ', 'FQ', 'FX', 'HV', 'IC', 'JT',
  'MI', 'NH', 'NQ', 'NT', 'PC', 'PU', 'PZ', 'QO', 'QU', 'RH', 'SU', 'TA', 'TP', 'UK', 'UN', 'VD', 'WK', 'XA', 'XB', 'XK', 'YD', 'YU', 'ZR', 'ZZ']);

const quote = (text) => JSON.stringify(text);
const table = (name, rows) => `[${name}]\n${rows.map(([key, text]) => `${key} = ${quote(text)}\n`).join('')}`;

function countries(locale) {
  const long = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const short = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none', style: 'short' });
  return PAIRS.filter((code) => !OTHERS.has(code))
    .map((code) => [code, (SHORT.has(code) ? short : long).of(code)])
    .filter(([, name]) => name);
}

function languages(locale) {
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  const codes = [...PAIRS, ...PAIRS.flatMap((pair) => LETTERS.map((c) => pair + c))].map((code) => code.toLowerCase());
  return [...codes, ...COMPOUND]
    .filter((code) => Intl.getCanonicalLocales(code)[0] === code)
    .map((code) => [code, names.of(code)])
    .filter(([code, name]) => name && !['root', 'mul', 'und', 'zxx', 'mis'].includes(code));
}

function currencies(locale) {
  const plural = (currency) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'name', maximumFractionDigits: 0 })
      .formatToParts(100).find((part) => part.type === 'currency').value;
  return Intl.supportedValuesOf('currency').map((code) => [code, plural(code)]).filter(([code, name]) => code !== name);
}

for (const locale of process.argv.slice(2)) {
  const out = new URL(`default/strings/names-${locale}.toml`, import.meta.url);
  writeFileSync(out, `# Made by themes/names.mjs from Unicode CLDR ${process.versions.cldr}; see themes/README.md for the licence.
${table('country', countries(locale))}
# Names with the number before them: 100 US dollars.
${table('currency', currencies(locale))}
${table('language', languages(locale))}`);
}
