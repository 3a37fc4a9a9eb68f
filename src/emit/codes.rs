//! The codes of what can go wrong while a site is written.

use crate::diagnostic::codes::Code;

pub const HOLDS_SOURCES: &str = "E130";
pub const IS_A_FILE: &str = "E131";
pub const NOT_OURS: &str = "E132";
pub const BUSY: &str = "E133";
pub const DISK_FULL: &str = "E134";
pub const NOT_WRITTEN: &str = "E135";
pub const STRANGER_IN_THE_WAY: &str = "E136";
pub const BAD_PATH: &str = "E137";
pub const STAGING_NOT_OURS: &str = "E138";
pub const IN_PLACE: &str = "W050";
pub const STRANGERS_KEPT: &str = "N050";

pub const CODES: &[Code] = &[
    Code {
        code: HOLDS_SOURCES,
        title: "the output folder holds the sources",
        explanation: "\
A build replaces its output folder as a whole. It refuses a folder in which your own work is: the
archive's folder, a folder above it, and folders inside `content` and `themes`.

    corkboard build -o .          refused: your case files are here
    corkboard build -o public     fine

Without `-o` the site goes to `public` in the archive's folder.",
    },
    Code {
        code: IS_A_FILE,
        title: "the output is a file",
        explanation: "\
A site is a folder full of files; what `-o` names is one file, or a link that leads nowhere.

    corkboard build -o site.html     refused where `site.html` is a file
    corkboard build -o public        fine",
    },
    Code {
        code: NOT_OURS,
        title: "the output folder holds other things",
        explanation: "\
A build only fills a folder that is new, empty, or made by an earlier build: those have a list of their
files, `.corkboard-manifest`. This folder holds something else, which would be mixed with the site.

    corkboard build -o ~/Documents     refused
    corkboard build -o public          fine

Files that you add to the output of an earlier build are kept, and named.",
    },
    Code {
        code: BUSY,
        title: "another build is running",
        explanation: "\
Two builds cannot write the same folder at the same time. Wait for the other one, which may run in
another window, or give this one a folder of its own:

    corkboard build -o public-test

A build that was killed leaves nothing that you would have to delete.",
    },
    Code {
        code: DISK_FULL,
        title: "the disk is full",
        explanation: "\
There was no room for the new site, which needs its place beside the old one for a moment. The old one is
still there, whole, and what was written of the new one has been deleted.

Make room, or choose a folder on another disk, and build again:

    corkboard build -o /media/stick/site",
    },
    Code {
        code: NOT_WRITTEN,
        title: "a file could not be written",
        explanation: "\
The system refused to write a file, often because the folder belongs to somebody else; or a file that was
to be copied went away while the site was built. The old site is still there, whole.

    corkboard build -o /usr/share/site     needs rights that you may not have
    corkboard build -o public              fine",
    },
    Code {
        code: STRANGER_IN_THE_WAY,
        title: "a file of yours is where the site wants to write",
        explanation: "\
You, or another program, put a file into the output folder, and now the site has a page of the same
name. A build never deletes or overwrites what it did not write.

Move the file away or delete it. If it is to be published, put it into the archive instead:

    public/robots.txt               in the way
    content/_static/robots.txt      copied by each build",
    },
    Code {
        code: BAD_PATH,
        title: "an address that is no file name",
        explanation: "\
The name of a file under `content/_static/`, or an id, would make an address that cannot be a file in the
output folder: it is too long, holds a letter that file names may not have, or would lie outside.

    content/_static/a\\b.pdf     refused: a backslash
    content/_static/a-b.pdf     fine

Rename the file, or shorten the id.",
    },
    Code {
        code: STAGING_NOT_OURS,
        title: "a folder of yours has the name that a build needs",
        explanation: "\
While it works, a build of `public` keeps the new site in `.public.corkboard-staging` beside it. A file or
folder of this name is there already, without the mark of a build, so it may be yours.

Move it away or delete it, then build again.",
    },
    Code {
        code: IN_PLACE,
        title: "the output was replaced file by file",
        explanation: "\
Normally the new site takes the old one's place in a single step. Here that is impossible: the output
folder is a disk or a container's volume of its own, or its parent folder cannot be written. Its files
were replaced one after the other instead. The result is the same, but for a moment a reader could see
old and new pages side by side, and a build that is killed then leaves a mixture until the next one.

    corkboard build -o /mnt/volume          file by file
    corkboard build -o /mnt/volume/public   in one step",
    },
    Code {
        code: STRANGERS_KEPT,
        title: "the output holds files that no build wrote",
        explanation: "\
Files and folders that others put into the output, such as `.git` or a note, are kept as they are and
named, because they are published with the site if you upload the whole folder.

Move away what should not be public. What belongs to the site is better kept in `content/_static/`.",
    },
];
