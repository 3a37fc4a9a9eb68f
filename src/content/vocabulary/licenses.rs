//! Licences: SPDX ids with the titles and addresses of those that archives use.

use super::nearest;
use crate::content::value::{ValueError, quoted};

/// A licence of the SPDX list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct License {
    /// SPDX id: `CC-BY-4.0`.
    pub id: &'static str,
    /// `CC BY 4.0`.
    pub title: &'static str,
    /// The licence's own text.
    pub url: &'static str,
}

/// Common licences for texts and data.
#[rustfmt::skip]
pub const LICENSES: &[License] = &[
    License { id: "CC0-1.0", title: "CC0 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" },
    License { id: "CC-BY-4.0", title: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
    License { id: "CC-BY-SA-4.0", title: "CC BY-SA 4.0", url: "https://creativecommons.org/licenses/by-sa/4.0/" },
    License { id: "CC-BY-ND-4.0", title: "CC BY-ND 4.0", url: "https://creativecommons.org/licenses/by-nd/4.0/" },
    License { id: "CC-BY-NC-4.0", title: "CC BY-NC 4.0", url: "https://creativecommons.org/licenses/by-nc/4.0/" },
    License { id: "CC-BY-NC-SA-4.0", title: "CC BY-NC-SA 4.0", url: "https://creativecommons.org/licenses/by-nc-sa/4.0/" },
    License { id: "CC-BY-NC-ND-4.0", title: "CC BY-NC-ND 4.0", url: "https://creativecommons.org/licenses/by-nc-nd/4.0/" },
    License { id: "CC-BY-3.0", title: "CC BY 3.0", url: "https://creativecommons.org/licenses/by/3.0/" },
    License { id: "CC-BY-SA-3.0", title: "CC BY-SA 3.0", url: "https://creativecommons.org/licenses/by-sa/3.0/" },
    License { id: "ODC-By-1.0", title: "ODC Attribution 1.0", url: "https://opendatacommons.org/licenses/by/1-0/" },
    License { id: "ODbL-1.0", title: "ODbL 1.0", url: "https://opendatacommons.org/licenses/odbl/1-0/" },
    License { id: "PDDL-1.0", title: "PDDL 1.0", url: "https://opendatacommons.org/licenses/pddl/1-0/" },
    License { id: "OGL-UK-3.0", title: "Open Government Licence 3.0", url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" },
    License { id: "MIT", title: "MIT", url: "https://opensource.org/license/mit" },
    License { id: "Apache-2.0", title: "Apache 2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    License { id: "GFDL-1.3-or-later", title: "GFDL 1.3 or later", url: "https://www.gnu.org/licenses/fdl-1.3.html" },
];

/// A licence of the list by its id; SPDX ids are the same in any case.
pub fn license(id: &str) -> Option<&'static License> {
    LICENSES.iter().find(|known| known.id.eq_ignore_ascii_case(id.trim()))
}

/// The ids of the SPDX License List.
pub fn ids() -> impl DoubleEndedIterator<Item = &'static str> {
    spdx::identifiers::LICENSES.iter().map(|known| known.name)
}

/// Reads an SPDX id: one of the SPDX License List, in any case, or a `LicenseRef-` of the archive's own.
///
/// # Errors
/// A title, a sentence, or an id that the list does not have.
pub fn license_id(text: &str) -> Result<String, ValueError> {
    let text = text.trim();
    if let Some(known) = license(text) {
        return Ok(known.id.to_owned());
    }
    let error = || ValueError::new("E034", format!("{} is not a licence's SPDX id", quoted(text)));
    let plain = |name: &str| name.to_lowercase().replace(' ', "-");
    if let Some(meant) = LICENSES.iter().find(|known| plain(known.title) == plain(text)) {
        return Err(error().hint(format!("write `{}`", meant.id)));
    }
    // Backwards, since the newest version of a licence is likelier meant than the first.
    let listed = || ids().rev();
    if let Some(id) = listed().find(|id| id.eq_ignore_ascii_case(text)) {
        return Ok(id.to_owned());
    }
    if is_own(text) {
        return Ok(text.to_owned());
    }
    let nearest = nearest(text, LICENSES.iter().map(|known| known.id)).or_else(|| nearest(text, listed()));
    Err(match nearest {
        Some(id) => error().hint(format!("did you mean `{id}`?")),
        None => error().hint("write an id of https://spdx.org/licenses/, such as `CC-BY-4.0`"),
    })
}

/// `LicenseRef-` and letters, digits, `-` or `.`: a licence outside the list (SPDX 2.3, annex D).
fn is_own(text: &str) -> bool {
    let own = text.strip_prefix("LicenseRef-").unwrap_or_default();
    !own.is_empty() && own.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_and_titles_refused() {
        assert_eq!(license_id("cc-by-4.0").as_deref(), Ok("CC-BY-4.0"));
        assert_eq!(license_id("EUPL-1.2").as_deref(), Ok("EUPL-1.2"));
        assert_eq!(license("EUPL-1.2"), None);
        let hint = |text| license_id(text).expect_err(text).hint.unwrap_or_default();
        assert_eq!(hint("CC BY 4.0"), "write `CC-BY-4.0`");
        assert_eq!(license_id("LicenseRef-House-1").as_deref(), Ok("LicenseRef-House-1"));
        assert_eq!(hint("CC-BY-4"), "did you mean `CC-BY-4.0`?");
        assert_eq!(hint("EUPL-1.3"), "did you mean `EUPL-1.2`?");
        assert!(hint("all rights reserved").contains("spdx.org"));
        assert!(hint("").contains("spdx.org"));
    }
}
