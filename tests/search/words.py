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
    """Words as ranges: with an apostrophe, a point or a comma in them where it belongs to the word."""
    at, found = 0, []
    while at < len(text):
        if not is_word(text[at]):
            at += 1
            continue
        start, dense, length = at, is_dense(text[at]), 0
        while at < len(text):
            c = text[at]
            if is_word(c):
                if is_dense(c) != dense:
                    break
                length += 1
            elif dense or not joins(text, start, at, length):
                break
            elif c == ".":
                length += 1
            at += 1
        if any(category(c) in "LN" for c in text[start:at]):
            found.append((start, at))
    return found


def joins(text, start, at, length):
    """Whether a mark stands within a word. `length` counts the word's characters before it."""
    spaced = lambda i, kinds: i < len(text) and category(text[i]) in kinds and not is_dense(text[i])
    before = category(text[at - 1]) if at > start else ""
    if text[at] in "'‘’":
        # After a single letter it parts (l’Iran).
        return length > 1 and before in "LM" and spaced(at + 1, "L")
    if text[at] == ".":
        return before == "N" and spaced(at + 1, "N")
    if text[at] == ",":
        return before == "N" and all(spaced(at + i, "N") for i in (1, 2, 3)) and not (at + 4 < len(text) and category(text[at + 4]) == "N")
    return False


def words_of(part):
    """A part's words: overlapping pairs where its script has no spaces."""
    if is_dense(part[0]):
        return [part[i:i + 2] for i in range(len(part) - 1)] or [part]
    return [re.sub("['‘’,]", "", part)[:64]]


def dotted(text):
    return any(text[i] == "." and is_word(text[i - 1]) and is_word(text[i + 1]) for i in range(1, len(text) - 1))


def wholes(run, found):
    """A handle or an address as a whole, and its host, if a run of characters is one."""
    start, end = 0, len(run)
    while end and not is_word(run[end - 1]):
        end -= 1
    while start < end and not is_word(run[start]):
        start += 1
    if start and run[start - 1] == "@":
        start -= 1
    address = re.sub(r"^[a-z][a-z0-9+.-]*://", "", run[start:end]).removeprefix("www.")
    if not ("@" in address or "/" in address or dotted(address)) or address in found:
        return []
    out = [address[:64]]
    host = address.split("/")[0] if "/" in address else ""
    if (dotted(host) or host.find("@") > 0) and host not in found:
        out.append(host[:64])
    return out


def chunks(text):
    """[(wholes, [word…], run)] of a text: its words one by one, but those of an address together. Pairs of one run have one number."""
    text = fold(refang(text))
    all_ = [(start, words_of(text[start:end])) for start, end in parts(text)]
    out, at = [], 0
    runs = []
    for i, c in enumerate(text):
        if c in ".@/:-&+~%#=?" or (is_word(c) and not is_dense(c)):
            if runs and runs[-1][1] == i:
                runs[-1][1] = i + 1
            else:
                runs.append([i, i + 1])
    for start, end in runs:
        while at < len(all_) and all_[at][0] < start:
            out += [([], [word], all_[at][0] if len(all_[at][1]) > 1 else None) for word in all_[at][1]]
            at += 1
        last = at
        while last < len(all_) and all_[last][0] < end:
            last += 1
        found = [word for _, some in all_[at:last] for word in some]
        whole = wholes(text[start:end], found) if found else []
        if whole:
            out.append((whole, found, None))
            at = last
    out += [([], [word], start if len(some) > 1 else None) for start, some in all_[at:] for word in some]
    return out


def tokens(text):
    """[(position, surface)] of a text, and the number of positions."""
    at, out = 0, []
    for whole, found, _ in chunks(text):
        out += [(at, one) for one in whole]
        out += [(at + i, word) for i, word in enumerate(found)]
        at += len(found)
    return out, at


def surfaces(text):
    return [surface for _, surface in tokens(text)[0]]


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
    source = "".join(c for c in lowered(refang(text)) if c not in SILENT)
    # Cut as it is written, so that stemmers see the accents; cutting sees the same letters either way.
    for start, end in parts(source):
        written = source[start:end]
        out += [(word, stem(written, word, lang)) for word in words_of(fold(written))]
    out += [(one, one) for whole, _, _ in chunks(text) for one in whole]
    return out
