//! What can be wrong between files.

use crate::diagnostic::codes::Code;

/// What is wrong only with what is in the archive: a case that a build leaves out is checked for it as if it were in.
pub const OF_WHAT_IS_IN: [&str; 9] = ["E092", "E093", "E094", "E095", "E097", "E098", "E099", "E101", "E102"];

/// Codes E090 to E109, W030 to W039.
pub const CODES: &[Code] = &[
    Code {
        code: "E090",
        title: "two cases with one id",
        explanation: "Every case has an address of its own, /cases/<id>/, and the id is the file's name unless `id:` says \
otherwise.\nTwo files ask for the same one. Capital letters and accents that are merely encoded differently do not make \
ids different, because many web servers and disks cannot tell them apart.\nThe file that is called as its id has the \
address; of others, the first by name.\n\nMend it by giving one of them another `id:`.",
    },
    Code {
        code: "E091",
        title: "two pages want one address",
        explanation: "Two files, terms or old addresses (`aliases`) would be written to the same place, so one would hide the \
other; or one would be a file where another needs a folder: /x.html and /x.html/y.\nThe message names both. Rename one of them, or remove the alias that stands in the way.",
    },
    Code {
        code: "E092",
        title: "two terms with one address",
        explanation: "A term's address is made from its words: small letters, and hyphens for everything that is neither a letter \
nor a digit.\nTwo different terms come out the same, as \"Alpha Pro\" and \"Alpha-Pro\" do.\n\nIf they mean one thing, write it \
the same way everywhere. For an actor, add the other spelling to `aliases:` in its file.",
    },
    Code {
        code: "E093",
        title: "a term without letters",
        explanation: "A term's address is made from its letters and digits, and this one has none (an emoji, dots or a slash \
alone).\nWrite the term in words.",
    },
    Code {
        code: "E094",
        title: "a link that leads nowhere",
        explanation: "A `[[case-id]]`, a link to a Markdown file or an address of this site has no page behind it.\nCheck the \
spelling. A case is linked by its id: [[pk-ispr-2019-04]]; an actor or another term by its folder and name: [[actors/ispr]], \
[[tags/kashmir]].\nAn entry of `[[menu]]` in site.toml is checked too: its address begins with a slash, /tags/kashmir/.",
    },
    Code {
        code: "E095",
        title: "a relation to a case that does not exist",
        explanation: "An entry of `related:` names a case id that no file has.\n\n  related:\n    - pk-ispr-2019-04\n\nThe id is the \
other file's name without `.md`, unless that file sets `id:`.",
    },
    Code {
        code: "E096",
        title: "a published page that links to a draft",
        explanation: "Drafts and cases under review are never part of a build, so a link from a published page to one would lead \
nowhere.\nPublish the other case, or remove the link until it is published. In the preview this is a warning.",
    },
    Code {
        code: "E097",
        title: "relations that contradict each other",
        explanation: "Two cases state relations to each other that cannot both be true: for instance, each says that it is the \
successor of the other.\nOne statement is enough: the other page shows the inverse by itself. Remove the wrong one.",
    },
    Code {
        code: "E098",
        title: "a case related to itself",
        explanation: "An entry of `related:` names the case that it stands in. \nRemove it, or name the case that was meant.",
    },
    Code {
        code: "E099",
        title: "a link to a place that the page does not have",
        explanation: "The page exists, but it has no heading or section with this name after the `#`.\nA heading's name is its words in \
small letters with hyphens: `## What was found` is `#what-was-found`.",
    },
    Code {
        code: "E100",
        title: "one name for two actors",
        explanation: "Two files under content/actors/ claim the same name or alias, so that the program cannot tell who is \
meant.\nGive the name to one of them only.",
    },
    Code {
        code: "E101",
        title: "a file that is not there",
        explanation: "A body or a source links to a file beside it (an image, a PDF), and there is none at that place.\nCheck the \
spelling and capital letters; the path is relative to the Markdown file.",
    },
    Code {
        code: "E102",
        title: "a link to a file of indicators",
        explanation: "A CSV file that a case names under `indicators:` is never published, because it may hold live addresses and \
redacted rows.\nThe case's page shows its indicators, defanged. Remove the link to the file.",
    },
    Code {
        code: "E103",
        title: "a file that looks like Markdown and is not read",
        explanation: "Only files whose names end with `.md`, in small letters, are read.\nRename this one, or move it out of content/ if \
it does not belong to the site.",
    },
    Code {
        code: "E104",
        title: "a redacted value in another file",
        explanation: "An indicator with `redact: true` stays out of every output, and this file names it: the words would be \
published.\nTake them out. A value is found in any spelling that leads to it: in parts that are bold or links, as `hush[.]example`, \
`hush%2Eexample`, `hush [dot] example` or `&#104;ush.example`, and with invisible letters within. In ids, tags, headings and \
names of files a slug of it, `hush-example`, counts too.",
    },
    Code {
        code: "E105",
        title: "an old address where no page can be",
        explanation: "An alias becomes a small page at the old address, which leads to the new one. Not every address can hold \
a page: feeds and other data cannot, nor can a path with two slashes in a row or a name of more than 255 bytes.\n\
Wrong:\n    aliases: [/old/feed.xml, /a//b/]\nRight:\n    aliases: [/old/, /a/b/]\n\n\
Remove the alias. A rule of the web server can redirect such an address.",
    },
    Code {
        code: "E106",
        title: "a case outside content/cases/",
        explanation: "What a file is follows from its folder: cases are in content/cases/, in whatever folders below it. This file is \
elsewhere in content/, where pages are, and its front matter has fields that only cases have.\n\
Wrong:\n    content/secondary-infektion.md\nRight:\n    content/cases/secondary-infektion.md\n\n\
Move it; its id and its address stay what they are. If it is a page, take these fields out.",
    },
    Code {
        code: "W030",
        title: "a link or relation to a draft",
        explanation: "What is published names or links to a draft or a case under review.\nThe preview shows it; a build refuses it.",
    },
    Code {
        code: "W031",
        title: "a term page that nothing uses",
        explanation: "There is a file with words about a term, but no case has this term, so that its page would be empty.\nCheck the \
file's name against the tag, code or name that cases use.",
    },
    Code {
        code: "W032",
        title: "an actor's address that is an indicator",
        explanation: "An actor's file gives a `url`, and a case lists that address among its indicators, which are never live \
links.\nThe actor's page leaves the link out. Remove `url`, or write the address in the text: it is shown there as \
hxxps://example[.]org.",
    },
    Code {
        code: "N030",
        title: "no address in site.toml",
        explanation: "Without `url = \"https://…\"` in site.toml there is no sitemap and there are no canonical addresses, and feeds use \
relative ones.\nAdd it when you know where the site will be.",
    },
];
