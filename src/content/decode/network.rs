//! `network` and `reach`: platform → kind → figure.

use super::Decoder;
use crate::content::case::{AssetKind, Metric, NetworkFigure, ReachFigure};
use crate::content::claim::Claim;
use crate::content::value::Figure;
use crate::content::vocabulary;
use crate::content::yaml::{Entry, Node, Value};
use crate::diagnostic::Span;

impl Decoder<'_> {
    pub fn network(&mut self, node: &Node) -> Vec<NetworkFigure> {
        self.figures(node, "network", &AssetKind::ALL, AssetKind::word)
            .into_iter()
            .map(|(platform, kind, figure)| NetworkFigure { platform, kind, figure })
            .collect()
    }

    pub fn reach(&mut self, node: &Node) -> Vec<ReachFigure> {
        self.figures(node, "reach", &Metric::ALL, Metric::word)
            .into_iter()
            .map(|(platform, metric, figure)| ReachFigure { platform, metric, figure })
            .collect()
    }

    fn figures<K: Copy>(
        &mut self,
        node: &Node,
        field: &str,
        all: &[K],
        word: fn(K) -> &'static str,
    ) -> Vec<(String, K, Claim<Figure>)> {
        let example =
            format!("{field}: {{facebook: {{{}: 40}}}}", all.first().map_or("", |kind| word(*kind)));
        let Some(platforms) = self.mapping(node, "platforms", &example) else { return Vec::new() };
        let known: Vec<&str> = all.iter().map(|kind| word(*kind)).collect();
        let mut figures = Vec::new();
        let mut places: Vec<(String, &str)> = Vec::new();
        for entry in platforms {
            if known.contains(&entry.key.value.as_str()) {
                self.error(
                    "E054",
                    entry.key.span,
                    format!("`{}` stands in the place of a platform", entry.key.value),
                )
                .hints
                .push(format!("Name the platform first: `{example}`"));
                continue;
            }
            let Some(platform) = self.platform_named(&entry.key.value, entry.key.span) else { continue };
            if let Some((_, other)) = places.iter().find(|(slug, _)| *slug == platform) {
                let message = format!("`{}` and `{other}` are the same platform", entry.key.value);
                self.error("E008", entry.key.span, message)
                    .hints
                    .push("Put the figures of both under one.".into());
                continue;
            }
            places.push((platform.clone(), &entry.key.value));
            for kind in self.mapping(&entry.value, "figures", &example).unwrap_or_default() {
                if let Some((key, figure)) = self.one_figure(kind, all, word) {
                    figures.push((platform.clone(), key, figure));
                }
            }
        }
        // Kept as long as the archive is, and room for four was made.
        figures.shrink_to_fit();
        figures
    }

    fn one_figure<K: Copy>(
        &mut self,
        entry: &Entry,
        all: &[K],
        word: fn(K) -> &'static str,
    ) -> Option<(K, Claim<Figure>)> {
        let key = &entry.key.value;
        let Some(kind) = all.iter().find(|kind| word(**kind) == key) else {
            let known: Vec<&str> = all.iter().map(|kind| word(*kind)).collect();
            self.unknown_word(entry.key.span, key, &known);
            return None;
        };
        let figure = self.claim(&entry.value, Self::figure)?;
        self.sourced(key, &figure);
        Some((*kind, figure))
    }

    /// W002 where nobody is named for a figure and the case has several sources.
    pub fn sourced<T>(&mut self, key: &str, figure: &Claim<T>) {
        if figure.sources.is_empty() && self.source_ids.len() > 1 {
            let message = "This figure names no source, and the case has several";
            let written = self.text.get(figure.span.range()).unwrap_or("…");
            let first = self.source_ids.first().map_or("…", String::as_str);
            let hint = format!("Say who gives it: `{key}: {{value: {written}, sources: [{first}]}}`");
            self.warning("W002", figure.span, message).hints.push(hint);
        }
    }

    /// A mapping with keys of the author's own choice; entries without a value are noted and left out.
    fn mapping<'n>(&mut self, node: &'n Node, what: &str, example: &str) -> Option<Vec<&'n Entry>> {
        let Value::Map(entries) = &node.value else {
            self.error(
                "E051",
                node.span,
                format!("A mapping of {what} is wanted here, not {}", node.shape()),
            )
            .hints
            .push(format!("Write for example `{example}`"));
            return None;
        };
        // An empty text in the place of a figure is said to be none.
        let absent = |entry: &&Entry| entry.value.is_empty() && entry.value.text().is_none();
        for entry in entries.iter().filter(absent) {
            self.nothing(entry);
        }
        Some(entries.iter().filter(|entry| !absent(entry)).collect())
    }

    /// The slug of a platform, by its own name or another.
    pub fn platform(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        self.platform_named(&text, node.span)
    }

    fn platform_named(&mut self, name: &str, span: Span) -> Option<String> {
        let found = vocabulary::platform(self.config, name);
        if found.is_none() {
            self.value_error(span, vocabulary::unknown_platform(self.config, name));
        }
        found
    }
}
