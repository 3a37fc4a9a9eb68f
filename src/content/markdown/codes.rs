//! What the codes of bodies mean.

use crate::diagnostic::codes::Code;

/// E080–E089 and W020–W029.
pub const CODES: &[Code] = &[
    Code {
        code: "E080",
        title: "A citation of an unknown source",
        explanation: "\
`[@id]` in a text cites a source of the same file's front matter, by its key under `sources:`.
    … removed in May 2021.[@mta]
With the source written as
    sources:
      meta: {title: …}
the citation is
    … removed in May 2021.[@meta]
Words in brackets that are no citation, such as a handle, get a backslash: `\\[@handle]`.",
    },
    Code {
        code: "E081",
        title: "A footnote without its text",
        explanation: "\
`[^1]` refers to a footnote whose text stands on a line of its own, anywhere in the same file:
    The figure was mended later.[^1]

    [^1]: The first version said 52.
Brackets that are no footnote get a backslash: `\\[^1]`.",
    },
    Code {
        code: "E082",
        title: "A footnote defined twice",
        explanation: "\
Each footnote has one text. Of two with the same label only the first could be shown:
    [^1]: The first version said 52.
    [^1]: Counted by hand.
Give the second another label, and refer to it by that:
    [^2]: Counted by hand.",
    },
    Code {
        code: "E083",
        title: "A link to a heading that is not there",
        explanation: "\
`[words](#anchor)` leads to a heading of the same page. Its anchor is the heading in lower case, with
hyphens for spaces and without punctuation; a second heading of the same words gets `-2`.
    ## What was found
    … as said [above](#what-was-foud).
is mended as
    … as said [above](#what-was-found).",
    },
    Code {
        code: "E084",
        title: "A path that leads out of `content`",
        explanation: "\
Relative links and images start at the file's own folder; `../` goes up one. From `content/cases/x.md`
    [the actor](../../actors/ispr.md)
leaves the folder `content`, and nothing outside it is published. One step up is enough:
    [the actor](../actors/ispr.md)
Or write `[[actors/ispr]]`, which works from anywhere.",
    },
    Code {
        code: "W025",
        title: "A footnote that nothing refers to",
        explanation: "\
    [^old]: Counted by hand.
is the text of a footnote, but `[^old]` stands nowhere, so no reader would ever see it. Refer to it,
    The figure is an estimate.[^old]
or take it out.",
    },
    Code {
        code: "W026",
        title: "A link that a table cuts in two",
        explanation: "\
In a table every bar begins the next cell, that of a link too: its words stand in another cell, or nowhere.
    | network            | accounts |
    |--------------------|---------:|
    | [[ispr|Army’s arm]] |       40 |
A backslash keeps it together:
    | [[ispr\\|Army’s arm]] |     40 |",
    },
    Code {
        code: "W027",
        title: "A row with more cells than its table",
        explanation: "\
A table has as many columns as its head. What a row has beyond them is not shown:
    | network | accounts |
    |---------|---------:|
    | ISPR    |       40 | as of May |
Give the head one more cell, and the line below it too. A bar that is part of the words, in code as well,
gets a backslash: `a \\| b`.",
    },
    Code {
        code: "W028",
        title: "A tag without its partner",
        explanation: "\
A tag of raw HTML that is opened and not closed would take in all that follows it on the page, and one that
closes what was never opened would end a part of the page. Neither happens: the first ends with the
paragraph, list or text that it stands in, and the second is left out. But it is hardly what was meant:
    <details>

    The whole table.
Close it, on a line of its own if it holds whole paragraphs:
    <details>

    The whole table.

    </details>",
    },
    Code {
        code: "W029",
        title: "An id that the page has already",
        explanation: "\
An id names one place of a page, and links lead to the first of that name. The page around a text has ids of
its own, such as `main`, `sources` and `src-1`, and each heading has one. An id of raw HTML that is one of
these, or stands there twice, gets a number.
    <p id=\"sources\">
is better called
    <p id=\"where-it-was-found\">",
    },
    Code {
        code: "W021",
        title: "An address that is not taken",
        explanation: "\
A link begins with `https:`, `http:` or `mailto:`, or leads to a page or file of the archive. Anything
else is dropped and its words are shown alone, because it may run a program on the reader's machine:
    [open](javascript:open())
An address without its scheme, `//example.org`, is written `https://example.org`.",
    },
    Code {
        code: "W022",
        title: "An image without a description",
        explanation: "\
Readers who cannot see an image, and search engines, have only its description:
    ![](page.png)
Say what it shows:
    ![Front page of the network's news site, June 2021](page.png)",
    },
    Code {
        code: "W023",
        title: "Raw HTML that is taken out",
        explanation: "\
HTML in a text is cleaned: scripts, frames, forms, event handlers, inline styles and images of other
sites are taken out; plain tags such as <b>, <br>, <details> and <time> stay.
    <p style=\"color: red\">Retracted</p>
is better said in Markdown:
    **Retracted**
A site that trusts all its authors can set `raw_html = \"allow\"` under `[markdown]` in site.toml; one
that wants to show tags as they are written, `raw_html = \"escape\"`.",
    },
    Code {
        code: "W024",
        title: "An image on another site",
        explanation: "\
Pages of an archive ask no other site for anything: an image there may vanish, change, or tell its
owner who reads about it. It is shown as a link instead.
    ![A post of the network](https://example.org/post.png)
Save the image beside the case and name the file:
    ![A post of the network](post.png)",
    },
];
