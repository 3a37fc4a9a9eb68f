"""Text into words and stems, as src/search/FORMAT.md says it: a third reading of it, beside Rust's and JavaScript's."""

import re
import unicodedata

from snowballstemmer import stemmer

LETTERS = {"ς": "σ", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ؤ": "و", "ګ": "گ"}
for _to, _from in [("ا", "آأإٱ"), ("ي", "ىیېۍئے"), ("ك", "کڪ"), ("ه", "ہھەۀةۃ")]:
    LETTERS.update({letter: _to for letter in _from})
for _zero in (0x660, 0x6F0, 0x966, 0x9E6):
    LETTERS.update({chr(_zero + n): str(n) for n in range(10)})
SILENT = set(map(chr, [0xAD, 0x61C, 0x2BB, 0x2BC, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
                       *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
DROPPED = SILENT | set(map(chr, [*range(0x300, 0x370), *range(0x20D0, 0x2100), *range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5,
                                 0x5C7, *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE), 0x640]))
DENSE = [(0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x19E0, 0x19FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029),
         (0x3038, 0x303B), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F),
         (0xF900, 0xFAFF), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF)]
DEFANGED = [(r"\[\.\]|\(\.\)|\[dot\]|\(dot\)", "."), (r"\[@\]|\[at\]", "@"), (r"\[://\]", "://"), (r"\[:\]", ":"), (r"\[/\]", "/")]


def category(c):
    return unicodedata.category(c)[0]


def is_word(c):
    return c == "_" or category(c) in "LMN"


def is_dense(c):
    return any(low <= ord(c) <= high for low, high in DENSE)


def refang(text):
    for pattern, plain in DEFANGED:
        text = re.sub(pattern, plain, text, flags=re.I)
    return re.sub("hxxp", lambda m: m[0] if m.start() and category(text[m.start() - 1]) in "LN" else "http", text, flags=re.I)


def lowered(text):
    """What stemmers read: lower case, composed, with its accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())


def fold(text):
    out = []
    for c in unicodedata.normalize("NFD", lowered(text)):
        breve = c == "\u0306" and out and out[-1] == "и"
        if breve or c not in DROPPED:
            out.append(c)
    return "".join(LETTERS.get(c, c) for c in unicodedata.normalize("NFC", "".join(out)))


def parts(text):
    """Runs of word characters, with an apostrophe, a point or a comma in them where it belongs to the word."""
    at, found = 0, []
    while at < len(text):
        if not is_word(text[at]):
            at += 1
            continue
        start = at
        while at < len(text):
            before, after = text[at - 1] if at > start else "", text[at + 1] if at + 1 < len(text) else ""
            c = text[at]
            three = text[at + 1:at + 4]
            joins = before and after and (
                (c in "'’" and category(before) in "LM" and category(after) in "LM")
                or (c == "." and category(before) == "N" and category(after) == "N")
                or (c == "," and category(before) == "N" and len(three) == 3 and all(category(d) == "N" for d in three)
                    and not (at + 4 < len(text) and category(text[at + 4]) == "N")))
            if not is_word(c) and not joins:
                break
            at += 1
        if any(category(c) in "LN" for c in text[start:at]):
            found.append((start, at))
    return found


def words_of(part):
    """A part's words: overlapping pairs where its script has no spaces."""
    bare = re.sub("['’,]", "", part)
    found = []
    for dense, run in runs(bare):
        if not dense:
            found.append(run[:64])
        elif len(run) == 1:
            found.append(run)
        else:
            found += [run[i:i + 2] for i in range(len(run) - 1)]
    return found


def runs(text):
    out = []
    for c in text:
        if out and out[-1][0] == is_dense(c):
            out[-1][1] += c
        else:
            out.append([is_dense(c), c])
    return out


def strip(text, keep=""):
    start, end = 0, len(text)
    while start < end and not is_word(text[start]) and text[start] not in keep:
        start += 1
    while end > start and not is_word(text[end - 1]):
        end -= 1
    return text[start:end]


def dotted(text):
    return any(text[i] == "." and category(text[i - 1]) in "LMN" and category(text[i + 1]) in "LMN" for i in range(1, len(text) - 1))


def wholes(rest):
    core = strip(rest, "@")
    if not core or any(is_dense(c) for c in core):
        return []
    found = []
    host = re.sub(r"[\W]+$", "", core.split("/")[0]) if "/" in core else ""
    host = strip_end(core.split("/")[0]) if "/" in core else ""
    for whole, told in ((core, dotted(core) or "@" in core or "/" in core), (host, dotted(host) or "@" in host)):
        only = [whole[a:b] for a, b in parts(whole)]
        if told and only != [whole] and whole[:64] not in found:
            found.append(whole[:64])
    return found


def strip_end(text):
    while text and not is_word(text[-1]):
        text = text[:-1]
    return text


def chunks(text):
    """[(wholes, [word…])] of a text, one for each run without spaces."""
    out = []
    for chunk in re.split(r"[\s\u0085]+", fold(refang(text))):
        start = next((i for i, c in enumerate(chunk) if is_word(c)), len(chunk))
        scheme = re.match(r"([a-z][a-z0-9+.-]*)://", chunk[start:])
        end = start + scheme.end() if scheme else 0
        if scheme and end < len(chunk) and is_word(chunk[end]):
            out.append(([], [word for a, b in parts(chunk[:end]) for word in words_of(chunk[:end][a:b])]))
            chunk = chunk[end:]
        found = [word for a, b in parts(chunk) for word in words_of(chunk[a:b])]
        whole = wholes(chunk)
        if whole or found:
            out.append((whole, found))
    return out


def tokens(text):
    """[(position, surface)] of a text, and the number of positions."""
    at, out = 0, []
    for whole, found in chunks(text):
        out += [(at, one) for one in whole]
        out += [(at + i, word) for i, word in enumerate(found)]
        at += len(found) or 1
    return out, at


LANGUAGES = {"ar": "arabic", "en": "english", "es": "spanish", "ru": "russian"}
SCRIPTS = {"en": "latin", "es": "latin", "ru": "cyrillic", "ar": "arabic", "ur": "arabic", "ps": "arabic", "zh": "other"}
DEFAULTS = {"latin": "english", "cyrillic": "russian", "arabic": "arabic", "greek": "greek"}
STEMMERS = {}


def script(c):
    name = unicodedata.name(c, "").split(" ")[0].lower()
    return name if name in DEFAULTS else "other"


def stem(written, surface, lang):
    """The group of a word, from how it is written."""
    if not written or any(category(c) == "N" for c in written) or is_dense(surface[0]):
        return surface
    letter = next((c for c in written if category(c) == "L"), None)
    own = letter and script(letter)
    if own == SCRIPTS.get(lang):
        name = LANGUAGES.get(lang)
    else:
        name = DEFAULTS.get(own)
    if not name:
        return surface
    if name not in STEMMERS:
        STEMMERS[name] = stemmer(name)
    found = fold(STEMMERS[name].stemWord(written.replace("’", "'")).replace("'", ""))
    return found or surface


def stemmed(text, lang):
    """[(surface, group)] of all words of a text; wholes are groups of their own."""
    out = []
    source = lowered(refang(text))
    source = "".join(c for c in source if c not in SILENT)
    for chunk in re.split(r"[\s\u0085]+", source):
        plain = [(fold(chunk[a:b]), chunk[a:b]) for a, b in parts_with_marks(chunk)]
        for folded, written in plain:
            for word in words_of(folded):
                out.append((word, stem(written, word, lang)))
    out += [(one, one) for whole, _ in chunks(text) for one in whole]
    return out


def parts_with_marks(chunk):
    return parts(chunk)
