//! The codes of what can be wrong with a preview, and not with an archive.

use crate::diagnostic::codes::Code;

pub const NO_PORT: &str = "E140";
pub const NO_ADDRESS: &str = "E141";
pub const NOT_WATCHED: &str = "W060";
pub const FOLDER_GONE: &str = "E142";

pub const CODES: &[Code] = &[
    Code {
        code: NO_PORT,
        title: "no free port",
        explanation: "\
A preview is reached at a port of this machine, 4000 unless `--port` says otherwise. If another program has
it, the next free one is taken; here a hundred in a row were taken, or the system let none be used.

    corkboard serve --port 8080     tries 8080 and those after it
    corkboard serve --port 0        takes any that is free

Ports below 1024 belong to the system on many machines.",
    },
    Code {
        code: NO_ADDRESS,
        title: "no such address on this machine",
        explanation: "\
`--host` says from where a preview can be reached. It takes an address of this machine, such as 192.168.1.5,
a name of it, or 0.0.0.0 for all of its addresses.
Without it the preview is for this machine alone, which is the safe way to read drafts.",
    },
    Code {
        code: NOT_WATCHED,
        title: "changes may go unnoticed",
        explanation: "\
`serve` and `build --watch` ask the system to tell them of every change of a file, and the system refused for some folder.
Often it watches no more than a number of folders, which other programs use up as well; file systems of a
network and folders shared with a container tell of no changes at all.

    corkboard serve --poll          looks at all files itself, a few times a second
    corkboard build --watch --poll  does too",
    },
    Code {
        code: FOLDER_GONE,
        title: "the archive's folder is gone",
        explanation: "\
The folder that `serve` or `build --watch` follows was deleted, renamed or unmounted. The last site stays as it
is, and the program goes on by itself as soon as the folder is back under its name.",
    },
];
