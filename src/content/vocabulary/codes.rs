//! What the codes E032 to E034 stand for: words of no list.

use crate::diagnostic::codes::Code;

pub const CODES: &[Code] = &[
    Code {
        code: "E032",
        title: "an unknown platform",
        explanation: "A platform is a word of the built-in list (the codebook of every site shows it) or of site.toml.\n\
            Synonyms are taken: `twitter` is `x`.\n\n\
            Wrong: `platforms: [facebok, bilibili]`\n\
            Right: `platforms: [facebook, bilibili]`, with this in site.toml:\n\
            [platforms.bilibili]\n\
            title = \"Bilibili\"",
    },
    Code {
        code: "E033",
        title: "not a technique",
        explanation: "A technique is a framework, a colon and the framework's id. Built in are `disarm`, `kill-chain`\n\
            (Meta's Online Operations Kill Chain) and `attack` (MITRE ATT&CK); a site declares others.\n\n\
            Wrong: `techniques: [T0097.202, disarm:97]`\n\
            Right: `techniques: [disarm:T0097.202, kill-chain:7.1.1]`, or in site.toml:\n\
            [frameworks.fiat]\n\
            title = \"FIAT\"",
    },
    Code {
        code: "E034",
        title: "not an SPDX licence id",
        explanation: "A licence is named by its id in the SPDX list (https://spdx.org/licenses/), which has no spaces.\n\n\
            Wrong: `license: CC BY 4.0`\n\
            Right: `license: CC-BY-4.0`",
    },
];
