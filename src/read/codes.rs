//! The codes of what can go wrong while an archive's folder is read.

use crate::diagnostic::codes::Code;

pub const NO_FOLDER: &str = "E120";
pub const NO_ARCHIVE: &str = "E121";
pub const LINK_LOOP: &str = "E122";
pub const UNREADABLE: &str = "E123";
pub const NOT_UTF8: &str = "E124";
pub const TOO_LARGE: &str = "E125";
pub const BAD_NAME: &str = "E126";
pub const LINK_OUTSIDE: &str = "E127";

pub const CODES: &[Code] = &[
    Code {
        code: NO_FOLDER,
        title: "no such folder",
        explanation: "\
The folder that the command names does not exist, or is a file.

    corkboard build my-archiv       a slip of the pen
    corkboard build my-archive      the folder that holds `site.toml`

Without a folder the command takes the one that you are in.",
    },
    Code {
        code: NO_ARCHIVE,
        title: "no archive in this folder",
        explanation: "\
An archive is a folder with a file `site.toml` and a folder `content`. Neither is here, so you are
probably in the wrong folder.

    cd my-archive
    corkboard build

A new archive, with a first case to learn from, is made by `corkboard init my-archive`.",
    },
    Code {
        code: LINK_LOOP,
        title: "a link that leads round in a circle",
        explanation: "\
A symbolic link points at a folder that it is in itself, or at itself. Whoever follows it never comes
to an end.

    content/cases/all -> content/cases      a loop
    content/cases/old -> content/archive    fine

Delete the link, or let it point at another folder.",
    },
    Code {
        code: UNREADABLE,
        title: "a file that cannot be read",
        explanation: "\
The file is there and cannot be opened: you may have no permission, the link may lead nowhere, or it is
a folder where a file is expected. Nothing is built, because a case would silently be missing.

    chmod u+r content/cases/x.md     gives yourself the right to read it
    chmod u+rx content/cases         the same for a folder, and what is in it

Delete a link that leads nowhere, or put back the file that it points at.",
    },
    Code {
        code: NOT_UTF8,
        title: "a text file that is not UTF-8",
        explanation: "\
Text files of an archive are in UTF-8, the encoding that holds every language. This one was saved in
another: often Latin-1 or Windows-1252 (“ANSI”) by an older Windows program, or UTF-16 (“Unicode”).
The message names line and column of the first letter that cannot be read.

Open the file in your editor, choose “Save with encoding” (or “Save as”), and take UTF-8. Spreadsheet
programs call it “CSV UTF-8”. Check the accents afterwards. A file that is only for readers to download
can stay as it is under `content/_static/`.

A single NUL character (U+0000) in a file that is text otherwise is a slip of some program: delete it.",
    },
    Code {
        code: TOO_LARGE,
        title: "a text file over 10 MB",
        explanation: "\
A case file, a page or a table of indicators may have 10 MB, some 2 million words. A larger one is
nearly always a data dump that was pasted into a case.

Put the data into a file of its own under `content/_static/`, say `content/_static/posts.csv`, and link it:

    [All posts](/posts.csv)

Files there are copied as they are, at any size.",
    },
    Code {
        code: BAD_NAME,
        title: "a file name that is not Unicode",
        explanation: "\
The name of the file holds bytes that are no letters in UTF-8, so that it can have no address on the web.
Names like this come out of old archives (.zip) made on other systems.

    Op�ration.md        cannot be read
    operation.md        fine; so is Opération.md in UTF-8

Rename the file.",
    },
    Code {
        code: LINK_OUTSIDE,
        title: "a link that leads out of the archive",
        explanation: "\
Symbolic links may point at files of the archive, not at files outside its folder or in hidden folders
such as `.git`. Else a link in a contribution could publish private files of whoever builds the site.

    content/_static/report.pdf -> /home/me/report.pdf       refused
    content/_static/report.pdf -> ../../reports/report.pdf  fine, where `reports` is in the archive

Copy the file into the archive.",
    },
];
