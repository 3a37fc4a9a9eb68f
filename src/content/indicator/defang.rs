//! Defanging: an address that nobody can follow by accident.

use std::borrow::Cow;

use super::address::{Address, host, is_host_char, is_scheme, refang};
use crate::content::case::IndicatorKind;
use crate::content::vocabulary::platforms;

/// The value as it is shown: `hxxps://x[.]com/a` for `https://x.com/a`. Hashes, names of files and apps, hashtags
/// and handles stay, unless they are written as an address. What is defanged already stays.
pub fn defang(kind: IndicatorKind, value: &str) -> String {
    let value = value.trim();
    let is_address = match kind {
        IndicatorKind::Domain | IndicatorKind::Url | IndicatorKind::Ip | IndicatorKind::Email => true,
        IndicatorKind::Account => is_profile(value),
        IndicatorKind::Md5
        | IndicatorKind::Sha1
        | IndicatorKind::Sha256
        | IndicatorKind::File
        | IndicatorKind::Hashtag
        | IndicatorKind::App => refang(value).contains("://"),
    };
    if is_address { defang_address(value) } else { value.to_owned() }
}

/// An account given by its address rather than by its handle, which may have dots of its own.
fn is_profile(value: &str) -> bool {
    let plain = refang(value);
    let Some(address) = Address::read(value) else { return plain.contains("://") };
    let on_platform = || {
        address.host.match_indices('.').any(|(dot, _)| platforms::of_host(&address.host[dot + 1..]).is_some())
    };
    address.scheme.is_some()
        || address.user.is_some()
        || !address.rest.is_empty()
        || plain != value
        || on_platform()
}

/// Defangs one address: its scheme, its host, and addresses within its path.
fn defang_address(value: &str) -> String {
    let (scheme, mark, after) = split_scheme(value);
    let end = authority_end(after);
    let (authority, rest) = after.split_at(end);
    let authority = refang(authority);
    let bracketless = authority.trim_start_matches('[');
    let is_v6 = bracketless.matches(':').count() > 1
        && bracketless
            .chars()
            .take_while(|c| *c != ']')
            .all(|c| c.is_ascii_hexdigit() || c == ':' || c == '.');
    let authority = authority.replace('.', "[.]").replace('@', "[@]");
    let authority = if is_v6 { authority.replace(':', "[:]") } else { authority };
    let rest = if rest.contains("://") {
        defang_text(rest, &|address| address.contains("://"))
    } else {
        rest.into()
    };
    format!("{}{mark}{authority}{rest}", defang_scheme(scheme))
}

/// Scheme, the mark after it as written, and the rest.
fn split_scheme(value: &str) -> (&str, &str, &str) {
    for mark in ["[://]", "[:]//", "[:][//]", "://"] {
        if let Some(at) = value.find(mark) {
            let scheme = &value[..at];
            if is_scheme(&scheme.replace('*', "x")) {
                return (scheme, mark, &value[at + mark.len()..]);
            }
        }
    }
    match value.split_at_checked("mailto:".len()) {
        Some((scheme, after)) if scheme.eq_ignore_ascii_case("mailto:") => ("", scheme, after),
        _ => ("", "", value),
    }
}

/// Where path, query or fragment start; `[/]` counts as a slash.
fn authority_end(after: &str) -> usize {
    after.find("[/]").into_iter().chain(after.find(['/', '?', '#', '\\'])).min().unwrap_or(after.len())
}

fn defang_scheme(scheme: &str) -> String {
    match scheme.to_ascii_lowercase().as_str() {
        "http" => "hxxp".to_owned(),
        "https" => "hxxps".to_owned(),
        "ftp" => "fxp".to_owned(),
        _ => scheme.to_owned(),
    }
}

/// Defangs every address in free text that the predicate covers: URLs, bare domains, e-mail addresses and `@handle`s.
///
/// The predicate is asked with the address as it stands in the text, path and all; `Listed::covers` fits.
pub fn defang_text<'a>(text: &'a str, is_listed: &dyn Fn(&str) -> bool) -> Cow<'a, str> {
    let mut defanged = String::new();
    let mut done = 0;
    for (start, end) in listed_addresses(text, is_listed) {
        defanged.push_str(&text[done..start]);
        defanged.push_str(&defang_address(&text[start..end]));
        done = end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    defanged.push_str(&text[done..]);
    Cow::Owned(defanged)
}

/// Where the addresses stand in free text that the predicate covers.
pub fn listed_addresses(
    text: &str,
    is_listed: &dyn Fn(&str) -> bool,
) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let (start, end) = next_address(text, from)?;
            let found = listed_part(text, start, end, is_listed);
            from = found.map_or(end, |(_, end)| end);
            if found.is_some() {
                return found;
            }
        }
    })
}

/// The whole address if it is listed, else the first ASCII part that is, where it stands in a text without spaces:
/// `请访问evil.com查看`.
fn listed_part(
    text: &str,
    start: usize,
    end: usize,
    is_listed: &dyn Fn(&str) -> bool,
) -> Option<(usize, usize)> {
    let address = &text[start..end];
    let found = |part: &str| {
        (part.contains("://") || part.starts_with('@') || host(part).is_some()) && is_listed(part)
    };
    if found(address) {
        return Some((start, end));
    }
    if let Some(name) = address.strip_prefix('@') {
        return listed_part(text, end - name.len(), end, is_listed);
    }
    let mut at = start;
    for part in address.split(|c: char| !c.is_ascii()) {
        at += text[at..].find(part).unwrap_or_default();
        let lead = part.len() - part.trim_start_matches(['.', '-']).len();
        let name = part.trim_matches(['.', '-']);
        if name.len() < address.len() && found(name) {
            return Some((at + lead, at + lead + name.len()));
        }
        at += part.len();
    }
    None
}

/// The next thing from a place on that looks like an address: start and end.
fn next_address(text: &str, mut from: usize) -> Option<(usize, usize)> {
    loop {
        let start = from + text.get(from..)?.find(|c: char| is_host_char(c) && c != '.' && c != '-')?;
        let rest = &text[start..];
        let run = rest.find(|c| !is_host_char(c)).unwrap_or(rest.len());
        let run = rest[..run].find("..").unwrap_or(run);
        let name = rest[..run].trim_end_matches(['.', '-']);
        from = start + run;
        if let Some((start, end)) = handle(text, start, name.len()) {
            return Some((start, end));
        }
        if text[from..].starts_with("://")
            && let Some(letters) = scheme_start(&rest[..run])
        {
            return Some((start + letters, address_end(text, from + "://".len())));
        }
        if text[from..].starts_with('@') && name.len() == run {
            let end = from + 1 + host_len(&text[from + 1..]);
            if host(&text[start..end]).is_some() && !text[end..].starts_with("://") {
                return Some((start, end));
            }
        }
        if name.contains('.') {
            let port = text[from..]
                .strip_prefix(':')
                .is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
            let path = name.len() == run
                && host(name).is_some()
                && (port || text[from..].starts_with(['/', '?', '#']));
            return Some((start, if path { address_end(text, start) } else { start + name.len() }));
        }
    }
}

/// `@name` or `@name@host`, whose name starts here and is so long.
fn handle(text: &str, start: usize, length: usize) -> Option<(usize, usize)> {
    let before = text[..start].strip_suffix('@')?;
    let end = start + length;
    // `.@name` is how one begins a public reply.
    let joined = |c: char| is_host_char(c) && !matches!(c, '.' | '-') || matches!(c, '@' | '/');
    let alone = !before.ends_with(joined) && !text[end..].starts_with("://");
    let server = text[end..].strip_prefix('@').map_or(0, |rest| {
        let length = host_len(rest);
        let named = host(&rest[..length]).is_some() && !rest[length..].starts_with("://");
        if named { 1 + length } else { 0 }
    });
    (alone && length > 0).then_some((start - 1, end + server))
}

/// Where the scheme starts in the letters before `://`: a text without spaces may run into it.
fn scheme_start(letters: &str) -> Option<usize> {
    let web = ["https", "http", "hxxps", "hxxp", "ftp", "fxp"].into_iter().find(|web| {
        let tail = letters.len().checked_sub(web.len()).and_then(|at| letters.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(web))
    });
    match web {
        Some(web) => Some(letters.len() - web.len()),
        None => is_scheme(letters).then_some(0),
    }
}

fn host_len(text: &str) -> usize {
    let run = text.find(|c| !is_host_char(c)).unwrap_or(text.len());
    text[..run].trim_end_matches(['.', '-']).len()
}

/// The end of an address whose host starts here: its path goes on to white space or a quoting mark, but for
/// punctuation of the sentence.
fn address_end(text: &str, start: usize) -> usize {
    const QUOTES: [char; 12] = ['<', '>', '"', '`', '|', '“', '”', '«', '»', '‘', '’', '，'];
    let rest = &text[start..];
    let run =
        rest.find(|c: char| c.is_whitespace() || QUOTES.contains(&c) || c == '。').unwrap_or(rest.len());
    let host = rest[..run].find(['/', '?', '#', ':']).unwrap_or(run);
    // Without a path the host ends where its letters do: `evil.com,other.com` is two.
    let run =
        if host == run { rest[..run].find(|c| !is_host_char(c) && c != '@').unwrap_or(run) } else { run };
    let mut end = run;
    while let Some(last) = rest[..end].chars().next_back() {
        let unbalanced = |open: char| rest[..end].matches(last).count() > rest[..end].matches(open).count();
        let trailing = match last {
            ')' => unbalanced('('),
            ']' => unbalanced('['),
            '}' => unbalanced('{'),
            _ => matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '…'),
        };
        if !trailing {
            break;
        }
        end -= last.len_utf8();
    }
    start + end
}

#[cfg(test)]
mod tests {
    use super::*;
    use IndicatorKind::{Account, App, Domain, Email, Ip, Md5, Url};
    use proptest::prelude::*;

    #[test]
    fn values_are_defanged_once() {
        for (kind, value, shown) in [
            (Domain, "evil.com", "evil[.]com"),
            (Domain, "evil[.]example.com", "evil[.]example[.]com"),
            (Domain, "evil(dot)com", "evil[.]com"),
            (Url, "https://evil.com/a.b?c=1.2", "hxxps://evil[.]com/a.b?c=1.2"),
            (Url, "HTTP://evil.com", "hxxp://evil[.]com"),
            (Url, "http://bit.ly/?u=https://evil.com/x", "hxxp://bit[.]ly/?u=hxxps://evil[.]com/x"),
            (Url, "sites.google.com/view/x", "sites[.]google[.]com/view/x"),
            (Url, "ftp://evil.com/a", "fxp://evil[.]com/a"),
            (Url, "hXXps[:]//evil[.]com/a", "hXXps[:]//evil[.]com/a"),
            (Ip, "82.137.218.185", "82[.]137[.]218[.]185"),
            (Ip, "2001:db8::1", "2001[:]db8[:][:]1"),
            (Email, "some.one@evil.com", "some[.]one[@]evil[.]com"),
            (Account, "@some.one", "@some.one"),
            (Account, "some.one", "some.one"),
            (Account, "youtube.com/@some.one", "youtube[.]com/@some.one"),
            (Account, "somebody.tumblr.com", "somebody[.]tumblr[.]com"),
            (App, "com.meta.adsformarketing", "com.meta.adsformarketing"),
            (
                App,
                "https://play.google.com/store/apps/details?id=a.b",
                "hxxps://play[.]google[.]com/store/apps/details?id=a.b",
            ),
            (Md5, "10c1f38305792a0f925e8a2cf9482ce3", "10c1f38305792a0f925e8a2cf9482ce3"),
        ] {
            assert_eq!(defang(kind, value), shown);
            assert_eq!(defang(kind, shown), shown, "twice");
        }
    }

    #[test]
    fn text_is_defanged_where_it_is_listed() {
        let listed = |address: &str| host(address).is_some_and(|host| host.ends_with("evil.com"));
        for (text, shown) in [
            ("See evil.com, and https://evil.com/a(b).", "See evil[.]com, and hxxps://evil[.]com/a(b)."),
            ("(www.evil.com)", "(www[.]evil[.]com)"),
            ("\"http://evil.com:80/x?y\"", "\"hxxp://evil[.]com:80/x?y\""),
            ("write to me@evil.com!", "write to me[@]evil[.]com!"),
            ("more...evil.com", "more...evil[.]com"),
            ("请访问evil.com查看", "请访问evil[.]com查看"),
            ("请访问https://evil.com/a 查看", "请访问hxxps://evil[.]com/a 查看"),
            ("evil.com/evil.com,good.com", "evil[.]com/evil.com,good.com"),
            ("good.com,evil.com;good.com", "good.com,evil[.]com;good.com"),
            ("https://good.com/evil.com", "https://good.com/evil.com"),
            ("notevil.community and evil. Common sense", "notevil.community and evil. Common sense"),
            ("hxxps://evil[.]com stays", "hxxps://evil[.]com stays"),
            ("@evil.com @me@evil.com, .@x", "@evil[.]com @me[@]evil[.]com, .@x"),
            ("@a@http://evil.com", "@a@hxxp://evil[.]com"),
        ] {
            assert_eq!(defang_text(text, &listed), shown);
        }
        assert!(matches!(defang_text("nothing here", &listed), Cow::Borrowed(_)));
    }

    #[test]
    fn handles_are_defanged_where_they_are_listed() {
        let listed = |address: &str| matches!(address, "@troll" | "@some.one" | "@a@b.social");
        for (text, shown) in [
            ("by @troll, .@troll and (@some.one).", "by [@]troll, .[@]troll and ([@]some[.]one)."),
            ("as @a@b.social said", "as [@]a[@]b[.]social said"),
            ("not @trolls, me@troll, x/@troll or [@]troll", "not @trolls, me@troll, x/@troll or [@]troll"),
        ] {
            assert_eq!(defang_text(text, &listed), shown);
        }
    }

    proptest! {
        #[test]
        fn nothing_live_is_left(text in any::<String>(), near in "[a-c .@é()\\[\\]]{0,12}(https?://)?[a-c]{1,3}\\.com([/ )@é][a-c/.@ é)]{0,9})?") {
            for text in [text, near] {
                let once = defang_text(&text, &|_| true).into_owned();
                prop_assert!(!once.contains("http://") || !text.contains("http://a"), "{}", once);
                prop_assert!(!once.contains("a.com"), "{}", once);
                let value = defang(IndicatorKind::Url, &text);
                prop_assert_eq!(defang(IndicatorKind::Url, &value), value);
            }
        }
    }
}
