//! A case's own list of disputes: each value is read as the type of the field that it is about.

use super::case::{audience, case_type, license, technique};
use super::{Decoder, nearest};
use crate::content::case::{AssetKind, Audience, CaseDispute, Metric, SiteValue, Status};
use crate::content::claim::Verdict;
use crate::content::fields;
use crate::content::value::Figure;
use crate::content::vocabulary;
use crate::content::yaml::{Node, Value};

impl Decoder<'_> {
    pub fn case_dispute(&mut self, node: &Node) -> Option<CaseDispute> {
        let fields = self.fields(node, fields::CASE_DISPUTE, &[])?;
        let field = fields.read(self, "field", Self::disputed_field);
        let written = fields.get("value").map(written);
        let values = field.as_ref().and_then(|field| {
            fields.read(self, "value", |d, node| d.disputed_values(node, field)).filter(|all| !all.is_empty())
        });
        let sources = self.sources_in(&fields);
        let verdict = fields.read(self, "verdict", Self::verdict).unwrap_or(Verdict::Disputed);
        let note = fields.read(self, "note", Self::text);
        Some(CaseDispute {
            field: field?,
            value: written?,
            values: values?,
            sources,
            verdict,
            note,
            span: node.span,
        })
    }

    /// `case`, a field's key, or a figure's path: `network.facebook.accounts`.
    fn disputed_field(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        let (key, path) = text.split_once('.').map_or((text.as_str(), None), |(key, path)| (key, Some(path)));
        let mut known: Vec<&str> = fields::keys(fields::CASE).chain(["case"]).collect();
        known.extend(self.config.fields.iter().map(|field| field.name.as_str()));
        if known.contains(&key) {
            let kinds = match key {
                "network" => AssetKind::ALL.map(AssetKind::word).to_vec(),
                "reach" => Metric::ALL.map(Metric::word).to_vec(),
                _ => return Some(text),
            };
            return match path {
                Some(path) => self.figure_path(node, key, path, &kinds),
                None => Some(text),
            };
        }
        let hint = nearest(key, &known).map_or_else(
            || "Write the key of a field, such as `network`, or `case` for the case as a whole.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        self.error("E054", node.span, format!("There is no field `{key}` to dispute")).hints.push(hint);
        None
    }

    /// A platform, a kind of figure, or both, after the field's key: with the platform's canonical name.
    fn figure_path(&mut self, node: &Node, key: &str, path: &str, kinds: &[&str]) -> Option<String> {
        if kinds.contains(&path) {
            return Some(format!("{key}.{path}"));
        }
        let (platform, kind) =
            path.split_once('.').map_or((path, None), |(platform, kind)| (platform, Some(kind)));
        let Some(platform) = vocabulary::platform(self.config, platform) else {
            self.value_error(node.span, vocabulary::unknown_platform(self.config, platform));
            return None;
        };
        match kind {
            None => Some(format!("{key}.{platform}")),
            Some(kind) if kinds.contains(&kind) => Some(format!("{key}.{platform}.{kind}")),
            Some(kind) => {
                self.unknown_word(node.span, kind, kinds);
                None
            }
        }
    }

    /// What the other source says, as the field itself would be read.
    fn disputed_values(&mut self, node: &Node, field: &str) -> Option<Vec<SiteValue>> {
        use SiteValue as V;
        let config = self.config;
        if let Some(own) = config.fields.iter().find(|own| own.name == field) {
            let values = self.site_values(node, own)?;
            return Some(values.into_iter().map(|one| one.value).collect());
        }
        let one = |value: Option<V>| value.map(|value| vec![value]);
        match field {
            "removed" | "announced" | "detected" | "reporting_period" | "active" => {
                one(self.date(node).map(V::Date))
            }
            "operator" | "clients" => self.disputed_list(node, |d, node| d.text(node).map(V::Actor)),
            "origin" => self.disputed_list(node, |d, node| d.country(node).map(V::Country)),
            "targets" => self.disputed_list(node, |d, node| {
                audience(d, node).map(|audience| match audience {
                    Audience::Country(country) => V::Country(country),
                    Audience::Words(words) => V::Text(words),
                })
            }),
            "languages" => self.disputed_list(node, |d, node| d.language(node).map(V::Language)),
            "lang" => one(self.language(node).map(V::Language)),
            "platforms" => self.disputed_list(node, |d, node| d.platform(node).map(V::Slug)),
            "ad_spend" => self.disputed_list(node, |d, node| d.money(node).map(V::Money)),
            "tags" => self.disputed_list(node, |d, node| d.slug(node).map(|slug| V::Slug(slug.value))),
            "techniques" => self.disputed_list(node, |d, node| {
                let found = technique(d, node)?.value;
                Some(V::Text(format!("{}:{}", found.framework, found.id)))
            }),
            "type" => one(case_type(self, node).map(|kind| V::Choice(kind.value))),
            "status" => one(self
                .choice(node, &Status::ALL, Status::word)
                .map(|status| V::Choice(status.word().to_owned()))),
            "license" => one(license(self, node).map(V::Text)),
            path if path.matches('.').count() == 2 && is_figure(path) => {
                one(self.figure(node).map(V::Figure))
            }
            // A sum is no field that anyone writes: other sources may put it in words.
            path if is_figure(path) => one(self.text(node).map(|text| match Figure::parse(&text) {
                Ok(figure) => V::Figure(figure),
                Err(_) => V::Text(text),
            })),
            _ => self.disputed_list(node, |d, node| d.text(node).map(V::Text)),
        }
    }

    fn disputed_list(
        &mut self,
        node: &Node,
        read: impl FnMut(&mut Self, &Node) -> Option<SiteValue>,
    ) -> Option<Vec<SiteValue>> {
        Some(self.distinct(node, read, SiteValue::eq))
    }
}

/// Whether a dispute's field is the size or the reach, or one figure of them.
fn is_figure(field: &str) -> bool {
    matches!(field.split('.').next(), Some("network" | "reach"))
}

/// A value in the words of the file.
fn written(node: &Node) -> String {
    match &node.value {
        Value::List(items) => {
            items.iter().filter_map(Node::text).map(str::trim).collect::<Vec<_>>().join(", ")
        }
        _ => node.text().unwrap_or_default().trim().to_owned(),
    }
}
