//! What the codes of a file's text mean, before its fields are looked at: E001 to E018, N001 and N002.

use crate::diagnostic::codes::Code;

const fn code(code: &'static str, title: &'static str, explanation: &'static str) -> Code {
    Code { code, title, explanation }
}

pub const CODES: &[Code] = &[
    code(
        "E001",
        "an empty file",
        "A Markdown file under `content/` has nothing in it. A case needs front matter with a title and a source:\n\
         \n    ---\n    title: AlphaPro network, removed May 2021\n    sources: {meta: {title: May 2021 report}}\n    ---\n\
         \nWrite that, or remove the file.",
    ),
    code(
        "E002",
        "no front matter",
        "The first line of every file is three hyphens. The fields follow, and another line of three hyphens.\n\
         Wrong:\n    title: A network\n    The body.\nRight:\n    ---\n    title: A network\n    ---\n    The body.\n\
         Empty lines above the first `---` are not allowed, nor is TOML between `+++`.",
    ),
    code(
        "E003",
        "front matter that is never closed",
        "The fields end with a line of exactly three hyphens, at the start of the line.\n\
         Wrong:\n    ---\n    title: A network\n    ----\nRight:\n    ---\n    title: A network\n    ---",
    ),
    code(
        "E004",
        "front matter that YAML cannot read",
        "Something stands where YAML, the notation of front matter, allows nothing of the kind.\n\
         Most often a text has a sign in it that YAML keeps for itself; quotes help.\n\
         Wrong:\n    title: [Deleted] network\nRight:\n    title: \"[Deleted] network\"",
    ),
    code(
        "E005",
        "a tab in the indentation",
        "YAML indents with spaces only, because a tab is as wide as each editor likes.\n\
         Wrong:\n    network:\n    →   facebook: {accounts: 40}\nRight:\n    network:\n      facebook: {accounts: 40}",
    ),
    code(
        "E006",
        "a quote that is not closed, or closed too early",
        "A text that begins with a quote ends at the next one of the same kind.\n\
         Wrong:\n    title: 'The army's pages'\nRight:\n    title: \"The army's pages\"\n    title: 'The army''s pages'",
    ),
    code(
        "E007",
        "a bracket that is not closed",
        "Lists between `[` and `]` and mappings between `{` and `}` need both ends.\n\
         Wrong:\n    tags: [kashmir, military\nRight:\n    tags: [kashmir, military]\n\
         A text that begins with a bracket goes into quotes.",
    ),
    code(
        "E008",
        "a field that is given twice",
        "Each field stands once; of two, nobody could say which one counts. Two names of one platform\n\
         (`x` and `twitter`) are one field too.\n\
         Wrong:\n    origin: PK\n    origin: IN\nRight:\n    origin: [PK, IN]",
    ),
    code(
        "E009",
        "an anchor, an alias or a merge key",
        "YAML can name a value with `&name` and repeat it with `*name` or `<<`. Front matter does not: each\n\
         file says plainly what it says. A text that begins with one of these signs goes into quotes.\n\
         Wrong:\n    title: *Breaking* news\nRight:\n    title: \"*Breaking* news\"",
    ),
    code(
        "E010",
        "a tag or a directive",
        "Words that begin with `!` and lines that begin with `%` are instructions to a YAML reader, which\n\
         front matter has no use for. A text that begins with such a sign goes into quotes.\n\
         Wrong:\n    title: !Important\nRight:\n    title: \"!Important\"",
    ),
    code(
        "E011",
        "front matter in two parts",
        "A line `...` ends a YAML text, and what follows is another one. A file has one front matter.\n\
         Wrong:\n    title: A network\n    ...\n    origin: PK\nRight:\n    title: A network\n    origin: PK",
    ),
    code(
        "E012",
        "front matter too deep or too long",
        "Lists and mappings stand within each other at most 64 levels deep, and a file has at most 500,000\n\
         values. No field needs more than five levels. Long lists of indicators go into a file beside the case:\n\
         \n    indicators: my-case.indicators.csv",
    ),
    code(
        "E013",
        "front matter without fields",
        "Between the two lines `---` stand fields, each a name, a colon and a value.\n\
         Wrong:\n    ---\n    A network in Pakistan\n    ---\nRight:\n    ---\n    title: A network in Pakistan\n    ---",
    ),
    code(
        "E014",
        "a text that must be in quotes",
        "A colon with a space after it, or one of the signs @ ` % & * ! | > { [ at the beginning, means something\n\
         to YAML. Between quotes it is text.\n\
         Wrong:\n    title: Takedown: the May report\nRight:\n    title: \"Takedown: the May report\"",
    ),
    code(
        "E015",
        "a number with a comma between brackets",
        "Between `{` and `}` or `[` and `]` a comma ends an entry, so that 40,000 would be read as 40 and 000.\n\
         Wrong:\n    facebook: {accounts: 40,000}\nRight:\n    facebook: {accounts: 40000}\n\
         On a line of its own, `accounts: 40,000` is read as it is meant.",
    ),
    code(
        "E016",
        "a field's name that is no word",
        "What stands before a colon is a word. A list or a mapping there is most often a text with braces.\n\
         Wrong:\n    title: {{name}}\nRight:\n    title: \"{{name}}\"",
    ),
    code(
        "E017",
        "a line that does not fit in",
        "Fields that belong together begin in the same column, and each is a name, a colon, a space and a value.\n\
         Wrong:\n    title:A network\n      origin: PK\nRight:\n    title: A network\n    origin: PK",
    ),
    code(
        "E018",
        "techniques.csv cannot be read",
        "`content/techniques.csv` gives techniques their names. Its first line is `id,name`; each other line is an id\n\
         with its framework, a comma, and the name, between double quotes if there is a comma in it.\n\
         \n    id,name\n    disarm:T0014,Prepare Fundraising Campaigns",
    ),
    code(
        "E019",
        "a control character",
        "The text holds a character that is no letter and no sign: a NUL, an escape, a page break. They come from PDF files\n\
         and terminals, nobody sees them, and feeds and downloads cannot hold them. Delete it.\n\
         Between double quotes, YAML makes them of `\\0`, `\\e` and the like; a backslash that is meant is written twice.",
    ),
    code(
        "W005",
        "a mark that turns the direction of words",
        "Unicode has invisible marks that show the letters after them in another order: with U+202E, `gpj.exe` reads\n\
         `exe.jpg`. They come along with copied text, and with names that mean to mislead.\n\
         Every script runs in its own direction without them. Where a foreign name stands within a sentence,\n\
         U+2068 before it and U+2069 after it keep the two apart, and are no mistake.",
    ),
    code(
        "W006",
        "words that YAML takes for a comment",
        "To YAML a `#` after a space begins a comment: the rest of the line is left out. Between quotes it is text.\n\
         Wrong:\n    title: Network #4 of Russia\nRight:\n    title: \"Network #4 of Russia\"\n\
         A comment that is meant has a space after its `#`.",
    ),
    code(
        "N001",
        "a byte order mark",
        "The file begins with an invisible mark that some editors write. It does no harm here, but other programs\n\
         stumble over it: save the file as \"UTF-8\" rather than \"UTF-8 with BOM\".",
    ),
    code(
        "N002",
        "Windows line ends",
        "Lines end with a carriage return and a line feed (CRLF). It does no harm here, but a change of one line can look\n\
         like a change of all. Editors have a setting for line ends: choose LF.",
    ),
];
