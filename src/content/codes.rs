//! What the codes of fields mean: E050 to E064, and W001 to W003.

use crate::diagnostic::codes::Code;

const fn code(code: &'static str, title: &'static str, explanation: &'static str) -> Code {
    Code { code, title, explanation }
}

pub const CODES: &[Code] = &[
    code(
        "E050",
        "an unknown field",
        "A field that the program does not know is an error, because it would be lost without a word.\n\
         Wrong:\n    remvoed: 2021-05\nRight:\n    removed: 2021-05\n\
         A field of the site's own is declared in site.toml:\n    [fields.breakout_scale]\n    type = \"figure\"",
    ),
    code(
        "E051",
        "a value of the wrong shape",
        "A list stands where one value is wanted, or a single value where a mapping is.\n\
         Wrong:\n    title: [A network]\n    network: 40\nRight:\n    title: A network\n    network: {facebook: {accounts: 40}}",
    ),
    code(
        "E052",
        "a required field is missing",
        "A case needs a title and at least one source; a source needs a title; an entry of `attribution` needs `by`;\n\
         a value written as a mapping needs `value`. A site can require fields of its own in site.toml.\n\
         \n    title: A network\n    sources:\n      meta: {title: May 2021 report, url: \"https://example.org/report\"}",
    ),
    code(
        "E053",
        "a source that the file does not have",
        "Values name their sources by the ids under `sources:` of the same file.\n\
         Wrong:\n    removed: {value: 2021-05, sources: [mta]}\n    sources: {meta: {title: Report}}\n\
         Right:\n    removed: {value: 2021-05, sources: [meta]}\n    sources: {meta: {title: Report}}",
    ),
    code(
        "E054",
        "a word that the field does not know",
        "Some fields take words of a list, which the message shows and the codebook explains.\n\
         Wrong:\n    status: publshed\nRight:\n    status: published\n\
         Types of case can be added in site.toml:\n    [vocabulary]\n    type = [\"doxxing\"]",
    ),
    code(
        "E055",
        "an alias that is no path",
        "An alias is an old address within the site. It begins with `/`, and has no host.\n\
         Wrong:\n    aliases: [old/case, \"https://example.org/old/\"]\nRight:\n    aliases: [/old/case/, /old/]",
    ),
    code(
        "E056",
        "a word that cannot stand in an address",
        "Tags and the ids of sources are lower case letters, digits and hyphens, in any script.\n\
         Wrong:\n    tags: [Covid 19]\nRight:\n    tags: [covid-19]",
    ),
    code(
        "E057",
        "not a SHA-256",
        "`sha256` has 64 hexadecimal digits, as `sha256sum FILE` prints them. It is a text of digits and the letters\n\
         a to f:\n    sha256: 3c842be237274409f4b8b51ff1b7610617a42a17735fec55880294c06e0289d3",
    ),
    code(
        "E058",
        "not an address",
        "An address begins with `https://` or `http://`; a source's `url` may also be the name of a file beside the case.\n\
         Wrong:\n    url: www.example.org/report\nRight:\n    url: https://www.example.org/report\n    url: report.pdf",
    ),
    code(
        "E059",
        "corrections are missing",
        "A case that is `corrected` or `retracted` tells its readers what was changed.\n\
         \n    status: retracted\n    corrections:\n      - {date: 2024-05-01, change: Retracted, reason: The source withdrew its report}",
    ),
    code(
        "E060",
        "a name that cannot be an address",
        "A file's name, or `id`, is the last part of its page's address: letters, digits and hyphens.\n\
         Wrong:\n    content/cases/My case (final).md\nRight:\n    content/cases/my-case.md\n    id: my-case",
    ),
    code(
        "E061",
        "an indicator file that is not there",
        "`indicators` is a list, or the name of a CSV file in the folder of the case.\n\
         \n    indicators: pk-alphapro-2021-05.indicators.csv",
    ),
    code(
        "E062",
        "a text that names a redacted value",
        "An indicator with `redact: true` stays out of every output, so no text of the case may name it, plain or\n\
         defanged or half in bold, nor may another indicator or the file's own name have it in it, not even as a slug\n\
         (`a-example-org` in an id, a tag or a heading).\n\
         Wrong:\n    indicators: [{type: email, value: a@example.org, redact: true}]\n    summary: Run from a@example.org.\n\
         Right:\n    summary: Run from one address.",
    ),
    code(
        "E063",
        "a figure out of its range",
        "site.toml sets the lowest and the highest value of a field of the site's own.\n\
         \n    [fields.breakout_scale]\n    type = \"figure\"\n    range = [1, 6]\n\nWrong:\n    breakout_scale: 7\nRight:\n    breakout_scale: 6",
    ),
    code(
        "E064",
        "not a whole number",
        "`weight` takes a whole number: pages with a lower one come first in menus.\n\
         Wrong:\n    weight: first\nRight:\n    weight: 10",
    ),
    code(
        "W001",
        "a field without a value",
        "A field's name with nothing after it, or with `\"\"`, `[]` or `{}`, counts as absent. Fill it in, or remove the line. A text that begins with\n\
         `#` is a comment to YAML, and must be in quotes.\n\
         Wrong:\n    title: #StopTheLies\nRight:\n    title: \"#StopTheLies\"",
    ),
    code(
        "W002",
        "a figure without a source",
        "The case has several sources, and a figure does not say which one gives it.\n\
         \n    facebook: {accounts: 40}\nbetter:\n    facebook: {accounts: {value: 40, sources: [meta]}}",
    ),
    code(
        "W004",
        "a dispute that is none",
        "A coarser date agrees with a finer one: 2021 beside 2021-05 says the same, only less exactly. It is not shown as\n\
         a disagreement. Nor is a value that is the same.\n\
         Wrong:\n    removed: {value: 2021-05, disputed: [{value: 2021, sources: [paper]}]}\n\
         Right:\n    removed: {value: 2021-05, sources: [report, paper]}",
    ),
    code(
        "W003",
        "a value that stands twice in a list",
        "It counts once. Two spellings of one value are one: `en` and `EN`, `x` and `twitter`, an actor and its alias.\n\
         \n    tags: [kashmir, military, kashmir]\nbetter:\n    tags: [kashmir, military]",
    ),
];
