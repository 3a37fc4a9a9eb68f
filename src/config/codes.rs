//! What the codes of `site.toml` mean.

use crate::diagnostic::codes::Code;

pub const CODES: &[Code] = &[
    Code {
        code: "E070",
        title: "site.toml is absent, or cannot be read",
        explanation: "An archive is a folder with a file `site.toml`. It is written in TOML: `key = value`, a line each, with\n\
            text between double quotes and lists between brackets.\n\
            Wrong:\n    title = The Takedown Register\nRight:\n    title = \"The Takedown Register\"",
    },
    Code {
        code: "E071",
        title: "an unknown key in site.toml",
        explanation: "A key that the program does not know would be lost without a word, so it is an error.\n\
            Wrong:\n    langauge = \"en\"\nRight:\n    language = \"en\"",
    },
    Code {
        code: "E072",
        title: "a value that a key of site.toml does not take",
        explanation: "The value is of another sort than the key's, or out of its bounds.\n\
            Wrong:\n    page_size = \"fifty\"\n    url = \"example.org\"\nRight:\n    page_size = 50\n    url = \"https://example.org\"\n\
            An entry of `[[menu]]` leads to a page of the site, whose address begins with a slash, or elsewhere by a whole\n\
            address. A part of a page, or a question to it, comes after the page's last slash.\n\
            Wrong:\n    url = \"about#team\"\n\
            Right:\n    url = \"/about/#team\"",
    },
    Code {
        code: "E073",
        title: "a site without a title",
        explanation: "`title` is the one key that site.toml must have.\n\n    title = \"The Takedown Register\"",
    },
    Code {
        code: "E075",
        title: "a field of the site's own that is not well declared",
        explanation: "`[fields.NAME]` needs a name that the program does not use itself, and a `type`. A `choice` has `choices`,\n\
            and a `figure` alone may have a `range`.\n\
            Wrong:\n    [fields.title]\n    [fields.level]\n    type = \"choice\"\n\
            Right:\n    [fields.level]\n    type = \"choice\"\n    choices = [\"low\", \"high\"]",
    },
];
