//! What browsers get beside the site's pages: the script that reloads them, and the overlay.

use include_dir::{Dir, include_dir};

static CLIENT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/preview/client");

/// Addresses of the preview's own, at the root of the server, whatever the site's base path.
pub const FOLDER: &str = "/_preview/";

/// The client's file of that name.
pub fn file(name: &str) -> Option<&'static [u8]> {
    CLIENT.get_file(name).map(include_dir::File::contents)
}
