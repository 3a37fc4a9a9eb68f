//! Files of a site's themes that nothing reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::layer::{self, Layer, LayerFile};
use super::{codes, known};
use crate::content::vocabulary::nearest;
use crate::diagnostic::{Diagnostic, Severity};

/// Warns of files of the site's themes that lie where nothing looks.
pub fn report(layers: &[Layer], diagnostics: &mut Vec<Diagnostic>) {
    let read = |path: &str| {
        path.starts_with("assets/")
            || path == "theme.toml"
            || (path.starts_with("templates/") && path.ends_with(".html"))
            || (path.starts_with("strings/") && path.ends_with(".toml"))
            || path.ends_with(".md")
    };
    let strays: BTreeSet<&Arc<str>> = layers
        .iter()
        .flat_map(|layer| &layer.files)
        .filter(|(path, file)| !file.is_built_in() && !read(path))
        .map(|(_, file)| &file.path)
        .collect();
    for path in strays {
        let message = "nothing reads this file of a theme";
        diagnostics.push(
            Diagnostic::new(Severity::Warning, codes::STRAY_FILE, path, None, message)
                .hint("Templates belong in templates/*.html, words in strings/*.toml, everything to publish in assets/."),
        );
    }
    unused(layers, diagnostics);
}

/// Warns of templates that no page is made with and that no other template names.
fn unused(layers: &[Layer], diagnostics: &mut Vec<Diagnostic>) {
    let all = super::templates(layers);
    let own = all.iter().filter(|(_, file)| !file.is_built_in());
    for (name, file) in own.filter(|(name, _)| layer::built_in_text(name).is_none()) {
        let others = all.iter().filter(|(other, _)| *other != name);
        let mut texts = others.filter_map(|(_, file)| file.text());
        if texts.any(|text| uses(text, name, file)) {
            continue;
        }
        let names = all.iter().filter(|(_, file)| file.is_built_in()).map(|(name, _)| *name);
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("templates of pages are: {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("no page is made with the template `{name}`, and no other template names it");
        diagnostics.push(
            Diagnostic::new(Severity::Warning, codes::STRAY_FILE, &file.path, None, message).hint(hint),
        );
    }
}

/// Whether a template names another, or uses a component that is defined there.
fn uses(text: &str, name: &str, file: &LayerFile) -> bool {
    let quoted = ['"', '\'', '`'].map(|quote| format!("{quote}{name}{quote}"));
    let mut components = known::components(file.text().unwrap_or_default());
    quoted.iter().any(|name| text.contains(name))
        || components.any(|(_, component)| text.contains(&format!("<{component}")))
}
