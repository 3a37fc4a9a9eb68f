//! What the codes E035 to E039 and W020 stand for: indicators and their CSV files.

use crate::diagnostic::codes::Code;

pub const CODES: &[Code] = &[
    Code {
        code: "E035",
        title: "columns of an indicator file",
        explanation: "The first line of a CSV file of indicators names its columns, in any order: `type`, `platform`,\n\
            `value`, `technique`, `first_seen`, `note`, `redact`. `type` and `value` must be there.\n\n\
            Wrong: `kind;indicator`\n\
            Right: `type,value,note`",
    },
    Code {
        code: "E036",
        title: "a broken row in an indicator file",
        explanation: "Each row has as many cells as the first line. A cell with a comma, a quotation mark or a line\n\
            break stands between quotation marks, and a mark within it is doubled.\n\n\
            Wrong: `domain,evil[.]com,seen in Kyiv, Lviv`\n\
            Right: `domain,evil[.]com,\"seen in Kyiv, Lviv\"`",
    },
    Code {
        code: "E037",
        title: "an unknown type of indicator",
        explanation: "The types are `domain`, `url`, `account`, `email`, `ip`, `md5`, `sha1`, `sha256`, `file`,\n\
            `hashtag` and `app`, in small letters.\n\n\
            Wrong: `type: hostname`\n\
            Right: `type: domain`",
    },
    Code {
        code: "E038",
        title: "an indicator without a value",
        explanation: "An indicator is its value; without one the row says nothing.\n\n\
            Wrong: `domain,,seen in Kyiv` below `type,value,note`\n\
            Right: `domain,evil[.]com,seen in Kyiv`, or no such row",
    },
    Code {
        code: "E039",
        title: "`redact` is neither yes nor no",
        explanation: "A redacted indicator reaches no page, feed or download, so the program must be sure what is\n\
            meant. An indicator whose `redact` cannot be read is left out until it is mended.\n\n\
            Wrong: `redact: maybe`\n\
            Right: `redact: true`, or leave it out",
    },
    Code {
        code: "W020",
        title: "an odd indicator",
        explanation: "The value does not have the shape of its type: a hash of the wrong length, a domain without a\n\
            dot. It is kept as written, since sources have such slips, but check it against the source.\n\n\
            Odd:   `{type: md5, value: v21b4327d6881be1893fd2a8431317f6b}`\n\
            Plain: `{type: md5, value: 21b4327d6881be1893fd2a8431317f6b}`",
    },
];
