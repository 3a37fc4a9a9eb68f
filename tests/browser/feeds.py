"""Checks the machine-readable files of a built site: Atom feeds, JSON Feeds, the sitemap.

    python feeds.py SITE_DIR
"""

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MAX_URLS = 50_000


def is_absolute(address):
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_address(address):
    """Absolute, or a relative reference: a site without an address of its own has no other."""
    return bool(address) and not re.search(r'[\s<>"{}|\\^`]', address) and (is_absolute(address) or not urlsplit(address).scheme)


def repeated(values):
    return sorted((value for value, times in Counter(values).items() if times > 1), key=str)


def check_times(element, where):
    for name in ("updated", "published"):
        text = element.findtext(ATOM + name)
        if (text is None and name == "updated") or (text is not None and not TIME.fullmatch(text.strip())):
            yield f"{where}: {name} is {text!r}, not an RFC 3339 time"


def check_atom(data):
    parsed = feedparser.parse(data)
    if parsed.bozo:
        yield f"not well formed: {parsed.bozo_exception}"
        return
    if parsed.version != "atom10":
        yield f"is {parsed.version or 'no feed'}, not Atom"
        return
    feed = ET.fromstring(data)
    entries = feed.findall(ATOM + "entry")
    if len(parsed.entries) != len(entries):
        yield f"{len(entries)} entries, of which a reader sees {len(parsed.entries)}"
    ids = [element.findtext(ATOM + "id", "").strip() for element in (feed, *entries)]
    for value in repeated(ids):
        yield f"id {value!r} stands more than once"
    authors = feed.find(ATOM + "author") is not None
    for element, value in zip((feed, *entries), ids):
        where = value or element.findtext(ATOM + "title") or "an entry"
        if not urlsplit(value).scheme:
            yield f"{where}: id {value!r} is no absolute IRI"
        if not (element.findtext(ATOM + "title") or "").strip():
            yield f"{where}: no title"
        if element is not feed and not authors and element.find(ATOM + "author") is None:
            yield f"{where}: no author, in the entry or in the feed"
        yield from check_times(element, where)
        links = element.findall(ATOM + "link")
        if element is not feed and not links and element.find(ATOM + "content") is None:
            yield f"{where}: neither a link nor content"
        for link in links:
            if not is_address(link.get("href", "")):
                yield f"{where}: link {link.get('href')!r} is no address"


def check_json_feed(data):
    feed = json.loads(data)
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"version is {feed.get('version')!r}"
    if not isinstance(feed.get("title"), str) or not feed["title"]:
        yield "no title"
    items = feed.get("items")
    if not isinstance(items, list):
        yield "items is no list"
        return
    ids = [item.get("id") for item in items]
    for value in repeated(ids):
        yield f"id {value!r} stands more than once"
    for item in items:
        where = item.get("id")
        if not isinstance(where, str) or not where:
            yield f"an item's id is {where!r}, not text"
        if not any(isinstance(item.get(key), str) for key in ("content_html", "content_text")):
            yield f"{where}: neither content_html nor content_text"
        for key in ("url", "external_url"):
            if key in item and not is_address(item[key]):
                yield f"{where}: {key} {item[key]!r} is no address"
        for key in ("date_published", "date_modified"):
            if key in item and not TIME.fullmatch(item[key]):
                yield f"{where}: {key} {item[key]!r} is not an RFC 3339 time"


def check_sitemap(data):
    root = ET.fromstring(data)
    if root.tag not in (SITEMAP + "urlset", SITEMAP + "sitemapindex"):
        yield f"root element is {root.tag}"
    places = [place.text or "" for place in root.iter(SITEMAP + "loc")]
    if len(places) >= MAX_URLS:
        yield f"{len(places)} addresses: {MAX_URLS} and more must be split"
    if not places:
        yield "no addresses"
    for place in places:
        if not is_absolute(place.strip()):
            yield f"{place!r} is not absolute"
    for place in repeated(places):
        yield f"{place!r} stands more than once"


def check_xml(data):
    ET.fromstring(data)
    return ()


def check_json(data):
    json.loads(data)
    return ()


def checker(path):
    """The check for a file, by its name."""
    named = {"feed.xml": check_atom, "feed.json": check_json_feed}
    if path.name.startswith("sitemap") and path.suffix == ".xml":
        return check_sitemap
    return named.get(path.name) or {".xml": check_xml, ".svg": check_xml, ".json": check_json}.get(path.suffix)


def problems(path):
    try:
        yield from checker(path)(path.read_bytes())
    except (ET.ParseError, ValueError, AttributeError, TypeError) as error:
        yield f"{type(error).__name__}: {error}"


def has_address(site):
    """Whether the site was built with an address: its home page then names it."""
    home = site / "index.html"
    return home.is_file() and re.search(r'<link[^>]+rel="?canonical\b', home.read_text("utf-8")) is not None


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python feeds.py SITE_DIR")
    site = Path(sys.argv[1])
    passed = failed = 0
    required = ["feed.xml", "feed.json"] + (["sitemap.xml"] if has_address(site) else [])
    for name in required:
        if not (site / name).is_file():
            failed += 1
            print(f"FAIL {name}: missing")
    for path in sorted(site.rglob("*")):
        if not path.is_file() or checker(path) is None:
            continue
        found = list(problems(path))
        passed, failed = (passed, failed + 1) if found else (passed + 1, failed)
        for problem in found:
            print(f"FAIL {path.relative_to(site)}: {problem}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
