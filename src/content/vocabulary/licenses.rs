//! Licences: SPDX ids with the titles and addresses of those that archives use.

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

/// Reads an SPDX id. One that is not of the list is taken if it has the shape of an id.
///
/// # Errors
/// A title or a sentence instead of an id.
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
    let shape = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+');
    if text.chars().all(shape)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !text.contains("..")
    {
        return Ok(text.to_owned());
    }
    Err(error().hint("write an id of https://spdx.org/licenses/, such as `CC-BY-4.0`"))
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
        assert!(hint("all rights reserved").contains("spdx.org"));
        assert!(hint("").contains("spdx.org"));
    }
}
