//! Result cards: a case as the search page lists it, ready to print.

use serde::Serialize;

use super::Frame;
use crate::archive::{Case, taxonomy};
use crate::content::value::Money;

/// Characters of the summary that a card has, where no words are to be shown around.
const EXCERPT: usize = 160;

/// Short keys, since there are thousands.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub id: String,
    /// Title.
    pub t: String,
    /// Address from the site's root.
    pub u: String,
    /// Language, if it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l: Option<String>,
    /// Date: as data, in words, and which date it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub w: Option<[String; 3]>,
    /// Platforms.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub p: String,
    /// Network size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<String>,
    /// Follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f: Option<String>,
    /// Spending.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub m: String,
    /// Points on which sources disagree.
    #[serde(skip_serializing_if = "is_zero")]
    pub x: usize,
    /// Summary.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub s: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Card {
    pub fn of(frame: &Frame<'_>, case: &Case) -> Self {
        let strings = frame.strings;
        let joiner = strings.text("joiner");
        let file = &*case.file;
        let platforms: Vec<String> =
            taxonomy::platforms(case).iter().map(|slug| frame.platform(slug)).collect();
        let spend = case
            .spend
            .iter()
            .map(|(currency, amount)| strings.money(&Money { amount: *amount, currency: *currency }));
        Self {
            id: case.id().to_owned(),
            t: file.title.clone(),
            u: format!("cases/{}/", case.id()),
            l: file
                .lang
                .as_ref()
                .filter(|lang| **lang != frame.archive.config.language)
                .map(|lang| lang.tag().to_owned()),
            w: case.date.map(|date| {
                let view = strings.date(&date.date);
                [view.iso, view.short, date.kind.word().to_owned()]
            }),
            p: platforms.join(joiner),
            z: case.size.map(|size| strings.figure(&size).text),
            f: case.follows.map(|follows| strings.figure(&follows).text),
            m: spend.collect::<Vec<_>>().join(joiner),
            x: case.disagreements,
            s: excerpt(&file.about(frame.linked)),
        }
    }
}

/// The beginning of a text, cut between words.
fn excerpt(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT) else { return text.to_owned() };
    let head = &text[..end];
    let head = head.rsplit_once(char::is_whitespace).map_or(head, |(head, _)| head);
    format!("{}…", head.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—".contains(c)))
}
