//! Every field that front matter may have, as data: the reader's known keys, and the codebook's tables.

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub key: &'static str,
    /// What may be written, in the words of the codebook: `figure`, `list of slugs`.
    pub kind: &'static str,
    /// Takes `{value, sources, note, disputed}` in the place of its value.
    pub claim: bool,
    pub required: bool,
    /// One sentence.
    pub meaning: &'static str,
}

const fn field(key: &'static str, kind: &'static str, meaning: &'static str) -> Field {
    Field { key, kind, claim: false, required: false, meaning }
}

const fn claim(key: &'static str, kind: &'static str, meaning: &'static str) -> Field {
    Field { key, kind, claim: true, required: false, meaning }
}

const fn required(key: &'static str, kind: &'static str, meaning: &'static str) -> Field {
    Field { key, kind, claim: false, required: true, meaning }
}

/// A case file's fields.
pub const CASE: &[Field] = &[
    required("title", "text", "What the case is called."),
    field("id", "slug", "The last part of the case's permanent address; the file's name if absent."),
    field("aliases", "list of paths", "Old addresses, each of which leads on to the case."),
    field("lang", "language", "The language that the case file is written in; the site's if absent."),
    field("status", "status", "How far the file is: draft and review are kept out of a build."),
    field("type", "case type", "What sort of case it is, in a word of the vocabulary."),
    field("summary", "text", "The case in a sentence or two; the body's first paragraph if absent."),
    claim("removed", "date", "When the network was taken down."),
    claim("announced", "date", "When the takedown was made public."),
    claim("detected", "date", "When the network was first noticed."),
    claim(
        "reporting_period",
        "date",
        "The period that the disclosure covers, where no removal date is given.",
    ),
    claim("active", "interval", "First to last known activity."),
    claim("operator", "actor, or list of actors", "Who ran it."),
    claim("clients", "list of actors", "For whom it was run."),
    claim("origin", "country, or list of countries", "Where it was run from."),
    claim("targets", "list of audiences", "Who it was aimed at: countries, or free words."),
    field("languages", "list of languages", "The languages that the network wrote in."),
    field("platforms", "list of platforms", "Platforms beyond those that `network` names."),
    claim(
        "network",
        "platform → kind → figure",
        "What was removed, platform by platform; each figure is a claim of its own.",
    ),
    claim(
        "reach",
        "platform → metric → figure",
        "How many were reached, platform by platform; each figure is a claim of its own.",
    ),
    claim("ad_spend", "money, or list of money", "What was spent on advertising."),
    field("attribution", "list of attributions", "Who says who is behind it, and how surely."),
    field("tags", "list of slugs", "Subjects, under which the case is listed."),
    field("narratives", "list of texts", "What the network said, a sentence each."),
    field(
        "techniques",
        "list of techniques",
        "How it worked, in the codes of a framework: `disarm:T0097.202`.",
    ),
    field("related", "list of relations", "Other cases, and how this one stands to them."),
    required(
        "sources",
        "id → source",
        "Where it all comes from; fields and the body name a source by its id.",
    ),
    field(
        "indicators",
        "list of indicators, or the name of a CSV file",
        "Domains, accounts and other traces; always shown defanged.",
    ),
    field(
        "disputed",
        "list of disputes",
        "What sources dispute about a computed figure or the case as a whole.",
    ),
    field("corrections", "list of corrections", "What was changed after publication, and why."),
    field("content_warning", "text", "A warning shown above the case."),
    field("license", "SPDX id", "The licence of the case's text; the site's if absent."),
];

/// What stands around a value that is a claim.
pub const CLAIM: &[Field] = &[
    required("value", "the field's value", "What the archive takes to be right."),
    field("sources", "list of source ids", "Who says so."),
    field("note", "text", "What a reader should know about the value."),
    field("disputed", "list of disputed values", "What other sources say instead."),
];

/// An entry of a claim's `disputed`.
pub const DISPUTED: &[Field] = &[
    required("value", "the field's value", "What the other source says."),
    field("sources", "list of source ids", "Who says so."),
    field(
        "verdict",
        "verdict",
        "What the archive makes of it: rejected, disputed (if absent) or superseded.",
    ),
    field("note", "text", "Why."),
];

/// An entry of `sources`.
pub const SOURCE: &[Field] = &[
    required("title", "text", "What the source is called."),
    field("publisher", "text", "Who published it."),
    field("kind", "source kind", "Whether it is a primary source, a secondary one, or a dataset."),
    field("url", "address, or path of a file beside the case", "Where it can be read."),
    field("archive", "address", "Where an archived copy can be read."),
    field("published", "date", "When it was published."),
    field("accessed", "date", "When it was read for the case."),
    field("sha256", "64 hexadecimal digits", "The SHA-256 of the file that was read."),
    field("lang", "language", "The language that the source is written in."),
];

/// An entry of `attribution`.
pub const ATTRIBUTION: &[Field] = &[
    required("by", "text", "Who attributes: always a named party."),
    field("to", "actor", "Whom the case is attributed to."),
    field("degree", "degree", "How close the link is: direct, linked, inferred or unattributed."),
    field("confidence", "confidence", "How sure the party is: high, moderate or low."),
    field("date", "date", "When it was said."),
    field("statement", "text", "What was said."),
    field("sources", "list of source ids", "Where it is on record."),
];

/// An entry of `related`.
pub const RELATED: &[Field] = &[
    required("case", "case id", "The other case."),
    field("relation", "relation", "How this case stands to the other; see-also if absent."),
    field("note", "text", "What the relation rests on."),
];

/// An entry of `indicators`.
pub const INDICATOR: &[Field] = &[
    required("type", "indicator type", "What sort of trace it is."),
    required("value", "text", "The trace itself, defanged or plain."),
    field("platform", "platform", "Where an account, app or hashtag was."),
    field("technique", "technique", "What it was used for."),
    field("first_seen", "date", "When it was first seen."),
    field("note", "text", "What a reader should know about it."),
    field("redact", "true or false", "Keeps the indicator out of every output."),
];

/// An entry of a case's `disputed`.
pub const CASE_DISPUTE: &[Field] = &[
    required("field", "a field's key, or `case`", "What the dispute is about."),
    required(
        "value",
        "the field's value",
        "What the other source says, as the field itself would be written.",
    ),
    field("sources", "list of source ids", "Who says so."),
    field(
        "verdict",
        "verdict",
        "What the archive makes of it: rejected, disputed (if absent) or superseded.",
    ),
    field("note", "text", "Why."),
];

/// An entry of `corrections`.
pub const CORRECTION: &[Field] = &[
    required("date", "date", "When the change was made."),
    required("change", "text", "What was changed."),
    field("reason", "text", "Why."),
];

/// A file of `content/actors/`.
pub const ACTOR: &[Field] = &[
    required("name", "text", "What the actor is called."),
    field("aliases", "list of texts", "Other names, each of which leads to this actor everywhere."),
    field("kind", "text", "What the actor is: company, state body, person."),
    field("country", "country", "Where the actor is at home."),
    field("url", "address", "The actor's own site."),
    field("sources", "id → source", "Where the page's facts come from."),
    field("lang", "language", "The language that the file is written in; the site's if absent."),
    field("summary", "text", "The actor in a sentence or two."),
];

/// A file of a taxonomy's folder, such as `content/tags/kashmir.md`.
pub const TERM: &[Field] = &[
    field("title", "text", "What the term is called."),
    field("summary", "text", "The term in a sentence or two."),
    field("lang", "language", "The language that the file is written in; the site's if absent."),
];

/// Any other page.
pub const PAGE: &[Field] = &[
    required("title", "text", "What the page is called."),
    field("summary", "text", "The page in a sentence or two."),
    field("weight", "whole number", "Its place in menus: lower comes first."),
    field("aliases", "list of paths", "Old addresses, each of which leads on to the page."),
    field("lang", "language", "The language that the page is written in; the site's if absent."),
];

/// The keys of a table.
pub fn keys(table: &[Field]) -> impl Iterator<Item = &'static str> + Clone + '_ {
    table.iter().map(|field| field.key)
}

/// Whether a name is a case field of the program's own, which no site may declare again.
pub fn is_built_in(name: &str) -> bool {
    keys(CASE).any(|key| key == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_stands_twice_and_all_are_told() {
        for table in [
            CASE,
            CLAIM,
            DISPUTED,
            SOURCE,
            ATTRIBUTION,
            RELATED,
            INDICATOR,
            CASE_DISPUTE,
            CORRECTION,
            ACTOR,
            TERM,
            PAGE,
        ] {
            for (at, field) in table.iter().enumerate() {
                assert!(keys(&table[..at]).all(|key| key != field.key), "{} stands twice", field.key);
                assert!(field.meaning.ends_with('.') && !field.kind.is_empty(), "{}", field.key);
            }
        }
    }
}
