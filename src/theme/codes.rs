//! The codes of what can be wrong with a theme: E110 to E119, W040 to W049.

use crate::diagnostic::codes::Code;

/// A theme that is named but not there.
pub const UNKNOWN_THEME: &str = "E110";
/// Themes that are each other's parents.
pub const CIRCULAR_PARENTS: &str = "E111";
/// A mistake in `theme.toml`.
pub const BAD_THEME_FILE: &str = "E112";
/// A template that cannot be read.
pub const BAD_TEMPLATE: &str = "E113";
/// A template that failed while a page was made.
pub const RENDERING: &str = "E114";
/// A mistake in a string table.
pub const BAD_STRINGS: &str = "E115";
/// A word that no template asks for.
pub const UNKNOWN_STRING: &str = "W040";
/// A text whose `{places}` are others than those of the English one.
pub const PLACES: &str = "W042";
/// A file of a theme that nothing reads.
pub const STRAY_FILE: &str = "W041";

pub const CODES: &[Code] = &[
    Code {
        code: UNKNOWN_THEME,
        title: "There is no such theme",
        explanation: "\
site.toml (`theme`) or a theme.toml (`parent`) names a theme that is not there. A theme is a folder under
themes/ beside site.toml that holds a file at least; the one called \"default\" is built in.

    theme = \"newsroom\"        # but there is no themes/newsroom/

Make the folder and a theme.toml in it, or name one that exists:

    theme = \"default\"",
    },
    Code {
        code: CIRCULAR_PARENTS,
        title: "Themes are each other's parents",
        explanation: "\
A theme takes what it does not have from its parent. Here the parents lead back to where they started,
so that there is no first one.

    themes/a/theme.toml:  parent = \"b\"
    themes/b/theme.toml:  parent = \"a\"

Take out one of the two lines. A theme without a parent builds on the default theme.",
    },
    Code {
        code: BAD_THEME_FILE,
        title: "A mistake in theme.toml",
        explanation: "\
theme.toml says what a theme is called and what it builds on. It may have name, version, parent,
description, author, license and url; each is text in quotes.

    version = 2                # a number

Write:

    version = \"2\"",
    },
    Code {
        code: BAD_TEMPLATE,
        title: "A template cannot be read",
        explanation: "\
A template is HTML with Tera's marks: {{ value }}, {% if … %} … {% endif %}, {# remark #}. Something in
one of them is not closed, not known or not allowed there; or templates extend or include each other; or
one of your own lacks a block or a component that built-in templates need. What is not closed is told of
one template after another, and first: mending it may bring up the next.

    {% for entry in list.groups %} … {% endif %}

Write:

    {% for entry in list.groups %} … {% endfor %}",
    },
    Code {
        code: RENDERING,
        title: "A template failed while a page was made",
        explanation: "\
The template asks for something that this page does not have. themes/README.md lists what each page has.

    {{ case.sise.total.text }}

Write the field's name as the list has it, and ask first where it may be absent:

    {% if case.size %}{{ case.size.total?.text }}{% endif %}",
    },
    Code {
        code: BAD_STRINGS,
        title: "A mistake in a string table",
        explanation: "\
A string table (themes/NAME/strings/en.toml) gives the theme's words in one language. Each is text in
quotes; words that depend on a number are a table with one text for each plural form.

    cases = 12
    case_count = \"{n} cases\"   # right for 2, wrong for 1

Write:

    cases = \"Cases\"
    case_count = { one = \"{n} case\", other = \"{n} cases\" }",
    },
    Code {
        code: UNKNOWN_STRING,
        title: "A word that no template asks for",
        explanation: "\
A string table has a key that the theme's English table does not have: a slip of the pen, most likely.
The text is never shown.

    [case]
    atribution = \"Attribution\"

Write the key as strings/en.toml of the default theme has it. Words for templates of your own go under
[own], where any key may stand: {{ s.own.motto }}.",
    },
    Code {
        code: PLACES,
        title: "A text with other places than the English one",
        explanation: "\
The program puts numbers, names and dates into the theme's words where they have {places}. A text that
lacks one does not say what the English text says; one that nothing fills is shown as it is written.

    case_count = { one = \"{n} Fall\", other = \"{count} Fälle\" }

Write the places as strings/en.toml of the default theme has them, in any order:

    case_count = { one = \"{n} Fall\", other = \"{n} Fälle\" }

The forms `one` and `two` may say {n} in words (\"ein Fall\"), and `zero` may leave out all.",
    },
    Code {
        code: STRAY_FILE,
        title: "A file of a theme that nothing reads",
        explanation: "\
A theme has theme.toml, templates/*.html, strings/*.toml and files under assets/. Anything else is left alone.
So is a template that no page is made with and that no other template extends, includes or takes a
component from.

    themes/mine/case.html               # not read
    themes/mine/templates/cas.html      # no page is made with it

Move it to where it counts, and name it as the template that it is to replace:

    themes/mine/templates/case.html",
    },
];
