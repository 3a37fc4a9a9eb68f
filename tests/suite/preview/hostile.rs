//! Requests as a static host would answer them, and those that nobody should make.

use std::io::Write;
use std::net::TcpStream;

use super::browser::{Tab, connect};
use super::{Browser, Previewed, pair, write};

#[test]
fn answers_are_those_of_a_static_host() {
    let texts = pair().file("site.toml", "title = \"Pair\"\nurl = \"https://example.org/a/pair\"\n");
    let aliased = texts.texts()["content/cases/two.md"].replacen("title:", "aliases: [/old/]\ntitle:", 1);
    let texts = texts.file("content/cases/two.md", &aliased);
    let previewed = Previewed::of(&texts);
    let mut browser = previewed.browser();
    let mut moved = |path: &str| {
        let answer = browser.get(path);
        (answer.status, answer.header("location").to_owned())
    };
    assert_eq!(moved("/"), (307, "/a/pair/".into()));
    assert_eq!(moved("/a/pair"), (307, "/a/pair/".into()));
    assert_eq!(moved("/a/pair/cases/one"), (301, "/a/pair/cases/one/".into()));
    assert_eq!(moved("/a/pair/cases/one?q=1"), (301, "/a/pair/cases/one/?q=1".into()));
    let page = browser.get("/a/pair/cases/one/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(page.body, browser.get("/a/pair/cases/one/index.html").body);
    let end = page.text();
    let script =
        "<script type=\"module\" src=\"/_preview/client.js\" data-page=\"cases/one/\" data-version=\"";
    assert!(
        end.contains(script) && end.trim_end().ends_with("\" data-draft=\"\"></script></body>\n</html>"),
        "{end}"
    );
    for (path, kind) in [
        ("feed.xml", "application/xml; charset=utf-8"),
        ("cases/one/index.json", "application/json"),
        ("assets/style.css", "text/css; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ] {
        assert_eq!(browser.get(&format!("/a/pair/{path}")).header("content-type"), kind, "{path}");
    }
    assert!(browser.get("/a/pair/old/").text().contains("../cases/two/"), "an old address leads on");
    let missing = browser.get("/a/pair/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("/a/pair/assets/style.css"), "the site's own page, from the base path");
    assert_eq!(browser.get("/elsewhere/").status, 404);
    let client = browser.get("/_preview/client.js");
    assert_eq!((client.status, client.header("cache-control")), (200, "no-store"));
    assert_eq!(browser.get("/_preview/nothing.js").status, 404);
}

#[test]
fn a_page_that_is_known_is_not_sent_again() {
    let previewed = Previewed::of(&pair());
    write(&previewed.root.join("content/_static/photo.png"), b"bytes");
    previewed.answers("/photo.png", 200);
    let mut browser = previewed.browser();
    for path in ["/cases/one/", "/assets/style.css", "/photo.png", "/feed.json"] {
        let first = browser.get(path);
        let etag = first.header("etag").to_owned();
        let again = browser.ask("GET", path, &[("Host", "localhost"), ("If-None-Match", &etag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        let weak = format!("\"other\", W/{etag}");
        assert_eq!(browser.ask("GET", path, &[("Host", "localhost"), ("If-None-Match", &weak)]).status, 304);
        let head = browser.ask("HEAD", path, &[("Host", "localhost")]);
        assert_eq!(
            (head.status, head.header("content-length")),
            (200, first.body.len().to_string().as_str()),
            "{path}"
        );
        assert_eq!(browser.ask("POST", path, &[("Host", "localhost"), ("Content-Length", "0")]).status, 405);
    }
}

#[test]
fn nothing_outside_the_site_is_ever_sent() {
    let texts = pair().file("content/secret.txt", "hidden words").file("secret.txt", "hidden words");
    let previewed = Previewed::of(&texts);
    std::os::unix::fs::symlink("/etc", previewed.root.join("content/_static")).expect("a link");
    let paths = [
        "/../../etc/passwd",
        "/../../../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/..%5c..%5c..%5cetc%5cpasswd",
        "/%252e%252e/%252e%252e/etc/passwd",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/cases/../../site.toml",
        "/cases/one/..%2f..%2f..%2fsite.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/passwd",
        "/site.toml",
        "/secret.txt",
        "/content/secret.txt",
        "/content/cases/one.md",
        "/_static/passwd",
        "/_preview/../site.toml",
        "/_preview/%2e%2e/site.toml",
        "/%00",
        "/cases/one/index.html%00.png",
    ];
    for path in paths {
        let answer = previewed.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        let text = answer.text();
        assert!(
            !text.contains("root:") && !text.contains("hidden words") && !text.contains("title = "),
            "{path}: {text}"
        );
    }
}

#[test]
fn a_foreign_name_is_refused() {
    let previewed = Previewed::of(&pair());
    let mut browser = previewed.browser();
    for host in ["evil.example", "evil.example:4000", "localhost.evil.example", "192.168.1.5", ""] {
        for path in ["/", "/_preview/problems.json", "/_preview/events?page=&version=", "/_preview/client.js"]
        {
            let answer = browser.ask("GET", path, &[("Host", host)]);
            assert_eq!(answer.status, 403, "{host} {path}");
            assert!(!answer.text().contains("Pair"));
        }
    }
    for host in ["localhost", "127.0.0.1:4000", "[::1]:4000"] {
        assert_eq!(browser.ask("GET", "/", &[("Host", host)]).status, 200, "{host}");
    }
}

#[test]
fn a_request_that_names_two_hosts_is_refused() {
    let previewed = Previewed::of(&pair());
    let mut browser = previewed.browser();
    for hosts in [["localhost", "localhost"], ["localhost", "evil.example"], ["evil.example", "localhost"]] {
        for path in ["/", "/_preview/problems.json", "/_preview/events?page=&version=", "/_preview/client.js"]
        {
            let answer = browser.ask("GET", path, &hosts.map(|host| ("Host", host)));
            assert_eq!(answer.status, 400, "{hosts:?} {path}");
            assert!(!answer.text().contains("Pair"));
        }
    }
}

#[test]
fn two_hundred_connections_and_readers_that_never_read() {
    let words = "Many words that nobody reads. ".repeat(30_000);
    let long = pair().case("long", "", &words);
    let previewed = Previewed::of(&long);
    let address = previewed.preview.address();
    // Each asks for a page of a megabyte again and again, and reads nothing.
    let asleep: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = connect(address);
            for _ in 0..20 {
                stream.write_all(b"GET /cases/long/ HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
            }
            stream
        })
        .collect();
    let mut all: Vec<Browser> = (0..200).map(|_| previewed.browser()).collect();
    for round in 0..2 {
        for browser in &mut all {
            let answer = browser.get("/cases/one/");
            assert!(answer.status == 200 && answer.text().contains("Words of one"), "round {round}");
        }
    }
    // All of them share the pages that were made.
    assert_eq!(previewed.preview.snapshot().shown.rendered(), 2);
    drop(asleep);
}

#[test]
fn whoever_does_nothing_makes_way() {
    let previewed = Previewed::of(&pair());
    let address = previewed.preview.address();
    let mut tab = Tab::open(address, "/cases/one/");
    tab.expect("hello");
    tab.expect("problems");
    // More than there are places for; each has come, asks for nothing and does not go.
    let mut idle: Vec<TcpStream> = Vec::new();
    for round in 1..=3 {
        idle.extend((0..400).map(|_| connect(address)));
        assert!(previewed.get("/cases/one/").text().contains("Words of one"), "round {round}");
    }
    // Nor do they take the place of a tab, which is silent and has asked.
    let text = pair().texts()["content/cases/one.md"].replace("Words of one", "Other words");
    previewed.write("content/cases/one.md", &text);
    tab.expect("page");
    assert_eq!(idle.len(), 1200);
}

#[test]
fn a_film_is_sent_in_the_parts_that_are_asked_for() {
    let previewed = Previewed::of(&pair());
    let film: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    write(&previewed.root.join("content/_static/film.mp4"), &film);
    previewed.answers("/film.mp4", 200);
    let mut browser = previewed.browser();
    let etag = browser.get("/film.mp4").header("etag").to_owned();
    let mut ask = |method: &str, headers: &[(&str, &str)]| {
        let answer = browser.ask(method, "/film.mp4", &[&[("Host", "localhost")], headers].concat());
        let range = answer.header("content-range").to_owned();
        assert_eq!(answer.header("accept-ranges"), "bytes");
        (answer.status, range, answer.body)
    };
    let part =
        |from: usize, to: usize| (206, format!("bytes {from}-{}/1200000", to - 1), film[from..to].to_vec());
    let whole = (200, String::new(), film.clone());
    assert_eq!(ask("GET", &[("Range", "bytes=0-1")]), part(0, 2));
    assert_eq!(ask("GET", &[("Range", "bytes=400001-900000")]), part(400_001, 900_001));
    assert_eq!(ask("GET", &[("Range", "bytes=1199000-"), ("If-Range", &etag)]), part(1_199_000, 1_200_000));
    assert_eq!(ask("GET", &[("Range", "bytes=-5")]), part(1_199_995, 1_200_000));
    assert_eq!(ask("GET", &[("Range", "bytes=1200000-")]), (416, "bytes */1200000".into(), Vec::new()));
    // What was begun with another version, or asks for what nobody sends, starts from the beginning.
    assert!(ask("GET", &[("Range", "bytes=5-"), ("If-Range", "\"other\"")]) == whole);
    assert!(ask("GET", &[("Range", "bytes=0-1,5-6")]) == whole);
    assert_eq!(ask("HEAD", &[("Range", "bytes=0-1")]), (200, String::new(), Vec::new()));
    assert_eq!(ask("GET", &[("Range", "bytes=0-1"), ("If-None-Match", &etag)]).0, 304);
}
