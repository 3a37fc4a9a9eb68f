use super::*;

fn found(text: &str, value: &str) -> Vec<String> {
    let path = Arc::from("x.md");
    let redactions = Redactions::new([(value, &path)]).expect("a value");
    redactions.in_text(text, None).into_iter().map(|span| text[span.range()].to_owned()).collect()
}

#[test]
fn a_value_is_found_however_it_is_written() {
    for text in [
        "see secret.example now",
        "SECRET[.]example",
        "hxxps://secret[dot]example/x",
        "a.secret(.)Example",
        "se\u{ad}cret.ex\u{200b}ample",
        "xy\u{200b}secret.example",
        "secret%2Eexample",
        "?u=http%3A%2F%2Fsecret%252Eexample%2Fx",
        "&#115;ecret&period;ex&#x61mple",
        "s&shy;ecret.example",
        "ｓｅｃｒｅｔ．example",
        "secret。example",
    ] {
        assert_eq!(found(text, "https://www.secret[.]example/").len(), 1, "{text}");
    }
    assert_eq!(found("ask @smith or Smith", "@Smith"), ["smith", "Smith"]);
    assert_eq!(found("smithson blacksmith smith_1", "smith"), [""; 0]);
    assert_eq!(found("É: secret[.]example", "secret.example"), ["secret[.]example"]);
    assert_eq!(found("at xn--bcher-kva.example/x", "bücher.example"), ["xn--bcher-kva.example"]);
    assert_eq!(found("ask info@BÜCHER[.]example", "info@xn--bcher-kva.example"), ["info@BÜCHER[.]example"]);
    assert_eq!(found("100% of 5%zz &c; & secret", "secret"), ["secret"]);
}

#[test]
fn a_value_is_found_with_other_signs_and_spaces() {
    for (value, texts) in [
        (
            "victim-site.com",
            &[
                "at victim\u{2010}site.com",
                "victim\u{2011}site[.]com",
                "victim\u{2013}site.com",
                "victim\u{2015}site.com",
                "victim\u{2212}site.com",
                "victim\u{fe63}site.com",
                "victim\u{ff0d}site.com",
                "victim-site [dot] com",
                "Victim-Site [.] Com",
                "victim-site . com",
                "victim-site. com",
                "see victim-site\n  .com/x",
            ][..],
        ),
        (
            "jane.doe@private-mail.org",
            &[
                "jane.doe (at) private-mail.org",
                "jane . doe @ private-mail . org",
                "jane.doe {at} private-mail[.]org",
                "Jane.Doe@\nPrivate-Mail.org",
            ],
        ),
        ("2001:db8::42", &["2001[:]db8[::]42", "2001:db8[:][:]42", "[2001:db8::42]"]),
        (
            "\u{645}\u{62d}\u{645}\u{62f}",
            &[
                "\u{645}\u{64f}\u{62d}\u{64e}\u{645}\u{651}\u{64e}\u{62f}",
                "\u{645}\u{62d}\u{640}\u{640}\u{645}\u{62f}",
            ],
        ),
        ("victim-site [dot] com", &["victim-site.com"]),
        ("J. Smith", &["by J. Smith", "by j. smith"]),
    ] {
        for text in texts {
            assert_eq!(found(text, value).len(), 1, "{text}");
        }
    }
    assert_eq!(found("seen at victim-site\n.com.", "victim-site.com"), ["victim-site\n.com"]);
    assert_eq!(found("seen at victim-\n site.com.", "victim-site.com"), ["victim-\n site.com"]);
    assert_eq!(found("at x.org/\nvictim", "x.org/victim"), ["x.org/\nvictim"]);
    assert_eq!(found("on the site. In May", "site.in"), [""; 0], "a sentence ends");
    let vowels = "\u{645}\u{64f}\u{62d}\u{64e}\u{645}\u{62f}";
    assert_eq!(found(vowels, "\u{62d}\u{645}\u{62f}"), [""; 0], "no word of its own");
}

#[test]
fn a_value_is_found_with_words_for_its_signs() {
    for text in ["victim-site dot com", "at mail.Victim-Site DOT com", "victim-site\n dot  com."] {
        assert_eq!(found(text, "hxxps://victim-site[.]com").len(), 1, "{text}");
    }
    for text in ["jane.doe at victim.org", "jane dot doe at victim dot org", "jane.doe@victim dot org"] {
        assert_eq!(found(text, "jane.doe@victim.org").len(), 1, "{text}");
    }
    assert_eq!(found("a.b.c.d.e.victims dot com", "a.b.c.d.e.victims.com"), [""; 0], "too many mixtures");
    assert_eq!(found("a dot b dot c dot d dot e dot victims dot com", "a.b.c.d.e.victims.com").len(), 1);
    assert_eq!(found("a red dot in the corner", "red.in"), [""; 0]);
    assert_eq!(found("victim-site dot community", "victim-site.com"), [""; 0]);
}

#[test]
fn an_address_of_ipv6_is_found_however_it_is_grouped() {
    for text in [
        "2001:db8::1",
        "at 2001:0db8:0000::1.",
        "2001:0DB8:0:0:0:0:0:1",
        "[2001:db8:0000:0000:0000:0000:0000:0001]:80",
        "from 2001[:]0db8[::]1: there",
        "2001:db8::0.0.0.1/64",
    ] {
        assert_eq!(found(text, "2001:0db8::0001").len(), 1, "{text}");
        assert_eq!(found(text, "[2001:db8:0::1]").len(), 1, "{text}");
    }
    for text in ["2001:db8::2", "x2001:db8::1", "2001:db8::1f", "at 20:01 or 12:30:45"] {
        assert_eq!(found(text, "2001:db8::1"), [""; 0], "{text}");
    }
    assert_eq!(found("at 2001:0db8::", "2001:db8::"), ["2001:0db8::"]);
}

#[test]
fn a_slug_counts_where_names_and_addresses_stand() {
    let path: Arc<str> = Arc::from("x.md");
    let places = |value: &str, front: &str, body: &str| {
        let text = format!("---\n{front}\n---\n{body}");
        let text = Text::new("content/cases/y.md", &text);
        let found = Redactions::new([(value, &path)]).expect("a value").in_document(&text);
        found.into_iter().map(|span| text.text[span.range()].to_owned()).collect::<Vec<_>>()
    };
    let value = "victim-site.com";
    for (front, named) in [
        ("id: on-victim-site-com", "on-victim-site-com"),
        ("tags: [a, Victim-Site-Com]", "Victim-Site-Com"),
        ("sources: {victim-site-com: {title: R}}", "victim-site-com"),
    ] {
        assert_eq!(places(value, front, ""), [named], "{front}");
    }
    assert_eq!(places(value, "a: b", "Words.\n\n## On victim-site-com\n"), ["victim-site-com"]);
    assert_eq!(places("evil_handle", "a: b", "On evil-handle\n===\n"), ["evil-handle"]);
    assert_eq!(places(value, "publishers: Victim Site COM", ""), ["Victim Site COM"]);
    assert_eq!(places(value, "a: b", "# The victim **site** com\n"), ["victim **site** com"]);
    for (value, front, body) in [
        (value, "summary: It is victim-site-com", "It is victim-site-com.\n\n# Words\n"),
        (value, "id: victim-site-community", "# myvictim-site-com\n"),
        (value, "id: victim-site", "# Victim site\n"),
        ("red.in", "id: red-in", "# red-in\n"),
        ("redstar.news", "operator: Redstar News", "# Redstar News\n"),
        (value, "summary: A victim site com", "A victim site com\n"),
        ("10.20.30.40", "id: 10-20-30-40", ""),
    ] {
        assert_eq!(places(value, front, body), [""; 0], "{value}: {front}, {body}");
    }
    let named = |file: &str, value: &str| {
        Redactions::new([(value, &path)]).expect("a value").in_path(&Arc::from(file))
    };
    assert!(named("content/actors/victim-site-com.md", value));
    assert!(named("content/cases/2021_victim_site_com/index.md", value));
    assert!(named("content/_static/evil-handle.png", "evil_handle"));
    assert!(!named("content/cases/victim-site-company.md", value));
    assert!(!named("content/cases/red-in.md", "red.in"));
}

#[test]
fn only_the_narrowest_places_are_kept() {
    let span = |start, end| Span { start, end };
    let places = vec![span(0, 9), span(2, 4), span(2, 4), span(6, 12), span(7, 8), span(20, 21)];
    assert_eq!(innermost(places), [span(2, 4), span(7, 8), span(20, 21)]);
}
