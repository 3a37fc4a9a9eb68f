// The types of the search client. They are ambient, so that the served modules need not name them.

/** A run of text without spaces: addresses as a whole, and its words; `run`: the pairs that a pair of characters stands among. */
interface Chunk { wholes: string[]; words: string[]; run?: string[] }

interface Head {
  n: number;
  /** The epoch of each block of so many documents, one after the other. */
  epochs: { block: number; hash: string };
  lang: string;
  currency: string;
  words: string;
  shards: { first: string; block: number; hash: string };
  facets: FacetHead[];
  numbers: NumberHead[];
  title?: { file: string; bytes: number };
  cards: { per: number };
}
/** What no case fills has no file. */
interface FacetHead { name: string; label: string; file?: string; bytes?: number; total?: number }
interface NumberHead { name: string; label: string; unit?: string; kind: 'number' | 'date'; file?: string; bytes?: number; min?: number; max?: number; unknown?: number }

interface Group { key: string; docs: Uint32Array; impacts: Uint8Array }
interface Surface { text: string; refs: (Group | string)[]; titles: Uint32Array }
interface Shard { positions: string; groups: Map<string, Group>; surfaces: Map<string, Surface> }

/** Short names, since there are many: see src/search/FORMAT.md. */
interface Card {
  id: string; t: string; u: string; l?: string;
  w?: [string, string, string]; p?: string; z?: string; f?: string; m?: string; x?: number; s?: string;
}

interface Field { name: string; kind: 'facet' | 'number' | 'date'; unit?: string }
interface Span { text: string; lo: number; hi: number }
interface Term { text: string; phrase: boolean; prefix: boolean; not: boolean }
interface Filter { field: string; kind: Field['kind']; not: boolean; values: string[]; ranges: Span[] }
/** Something in a query that was not understood, or not as written. */
interface Notice { kind: 'field' | 'left' | 'value' | 'absent' | 'unfilled' | 'sort' | 'quote' | 'forms' | 'prefix' | 'typo' | 'none' | 'short' | 'some' | 'long' | 'wide' | 'seam'; name: string; value: string }
interface Query { words: Term[]; filters: Filter[]; sort: string; view: 'list' | 'table'; page: number; notices: Notice[] }

/** What a part of a query lets through, and what it adds to a document's score. */
interface Sieve { kind: 'word' | 'facet' | 'range'; name: string; term?: number; mask: Uint8Array; score?: Uint32Array }
/** What a word was found as: its groups, 1 where they count by half, the surfaces to mark, and the documents with it in the title. */
interface Found { groups: Map<Group, 0 | 1>; surfaces: Set<string>; notice: '' | Notice['kind']; instead: string[]; titles?: Uint32Array }
/** Tells what was done about a word, and what was taken for it. */
type Say = (kind: Notice['kind'], word: string, instead: string[]) => void;
/** What a term lets through, while its words are looked for. */
interface Matching { index: Index; mask: Uint8Array; score: Uint32Array; marks: Mark[]; say: Say }
/** Words to mark in a text, one after the other: each may stand in several forms. */
type Mark = Set<string>[];
type Index = import('../../themes/default/assets/search/index.js').Index;
/** A word of a text, and where it stands in it as it is written. */
interface Place { from: number; to: number; word: string }
/** `names`: the slug, the label and other names, in lower case. */
interface FacetColumn { values: { slug: string; label: string; names: string[]; docs: Uint32Array }[]; known: Uint8Array }
/** The first value of each document; 255: unknown. See src/search/FORMAT.md for the other kinds. `more`: further values, of lists. */
interface NumberColumn { kinds: Uint8Array; low: Float64Array; high: Float64Array; more: { d: number; kind: number; low: number; high: number }[] }
/** What a list shows of a case: titles and excerpts are in pieces, every other one marked. */
interface Row { card: Card; title?: string[]; excerpt?: string[] | null }
/** A sum of figures: `high` is Infinity where there is no bound. */
interface Sum { known: number; low: number; high: number; over: boolean; under: boolean; about: boolean }
