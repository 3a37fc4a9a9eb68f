#!/usr/bin/env python3
"""Writes a random archive whose cases have all that a search must tell apart.

    generate.py OUT --seed 7 --cases 60

Unknown figures, qualifiers, intervals, open dates, disputes, several currencies, fields of the site's own, some of them
facets, some that no case fills, redacted indicators, aliases, languages with other scripts. Bodies are plain paragraphs. The same seed gives the same archive.
"""

import argparse
import json
import random
from pathlib import Path

WORDS = {
    "en": "network account page group operation campaign government military media influence fake post posting posted "
          "election voter protest president minister police army border region province news website article audience "
          "follower follow following target targeting attributed attribution linked removed removal company firm agency "
          "contractor journalist activist student recruiter espionage malware domain address hash country city river water "
          "energy health vaccine pandemic economy trade sanction oil gas war peace conflict treaty church mosque temple "
          "history culture film music sport football cricket engagement political politics party parties study studies "
          "studied universal university organization organized organisation generous general generate running runs ran "
          "happy happily nation national nationalist international internal internet".split(),
    "es": "red cuenta cuentas página páginas grupo grupos operación operaciones campaña gobierno militar medios influencia "
          "desinformación elección elecciones votante protesta presidente policía ejército frontera región noticias año años "
          "niño niña compañía periodista periodistas estudiante guerra paz nación nacional internacional".split(),
    "ru": "сеть сети сетью аккаунт аккаунты аккаунтов страница страницы группа группы операция операции кампания "
          "правительство военный военные выборы выборов протест президент президента полиция армия армии граница новости "
          "ёлка ещё всё мой йод район страна страны война мир российский российская российские".split(),
    "ar": "شبكة الشبكة شبكات حساب حسابات الحسابات صفحة صفحات مجموعة عملية العملية حملة حكومة الحكومة الجيش جيش إعلام الإعلام "
          "انتخابات الانتخابات رئيس الرئيس شرطة حدود أخبار الأخبار مدينة المدينة حرب الحرب سلام أمة على إلى مدرسة".split(),
    "ur": "نیٹ ورک اکاؤنٹ صفحہ گروہ کارروائی مہم حکومت فوج میڈیا انتخابات صدر پولیس سرحد خبریں پاکستان کشمیر کراچی لوگ "
          "کتاب ہے کے یہ جنگ امن شہر".split(),
    "ps": "شبکه حساب پاڼه ډله عملیات کمپاین حکومت پوځ رسنۍ ټاکنې ولسمشر پولیس پوله خبرونه افغانستان کابل خلک کتاب ښځه ډېر "
          "کړې جګړه سوله ښار".split(),
    "zh": "网络 账号 页面 群组 行动 活动 政府 军队 媒体 影响 选举 抗议 总统 警察 边境 新闻 中国 美国 俄罗斯 香港 台湾 人民 解放军 "
          "战争 和平 城市".split(),
}
NAMES = ["Alpha Media", "Beta Group", "Gamma Research", "Delta Front", "Epsilon Bureau", "Zeta Consulting", "Ойкумена", "مركز الخليج"]
PUBLISHERS = ["Meta", "Graphika", "Stanford Internet Observatory", "Mandiant", "OpenAI"]
PLATFORMS = ["facebook", "instagram", "x", "youtube", "telegram", "tiktok", "vk"]
TYPES = ["coordinated-inauthentic-behavior", "inauthentic-behavior", "cyber-espionage", "malware", "incident"]
COUNTRIES = ["PK", "RU", "CN", "IR", "US", "HR", "BR", "NO", "SA"]
TAGS = ["kashmir", "elections-2020", "vaccines", "oil-and-gas", "sports", "proxy-media", "hack-and-leak", "deep-fakes"]
TECHNIQUES = ["disarm:T0097.202", "disarm:T0018", "kill-chain:7.1.1", "attack:T1566"]
DOMAINS = ["evil.example", "news.evil.example", "fake-times.example", "mirror24.example", "login-mail.example"]
SITE = """title = "A random archive"
language = "{language}"
currency = "USD"
page_size = 1000
[fields.breakout_scale]
type = "figure"
label = "Breakout Scale"
facet = true
[fields.medium]
type = "choice"
label = "Medium"
choices = ["text", "image", "video"]
list = true
facet = true
[fields.budget]
type = "money"
label = "Budget"
facet = true
[fields.reported]
type = "date"
label = "Reported"
facet = true
[fields.waves]
type = "figure"
label = "Waves"
list = true
facet = true
[fields.payments]
type = "money"
label = "Payments"
list = true
facet = true
[fields.seen]
type = "date"
label = "Seen"
list = true
facet = true
[fields.never]
type = "figure"
label = "Never"
[fields.nowhere]
type = "text"
label = "Nowhere"
facet = true
"""


class Archive:
    def __init__(self, seed):
        self.random = random.Random(f"archive {seed}")
        self.index = 0

    def some(self, chance):
        return self.random.random() < chance

    def pick(self, values, most, least=0):
        return self.random.sample(values, self.random.randint(least, min(most, len(values))))

    def number(self):
        return self.random.choice([0, 1, 5, 12, 40, 99, 103, 500, 741, 1000, 1500, 9999, 40000, 1200000]) + self.random.choice([0, 0, 1, 7])

    def figure(self):
        n = self.number()
        words = ["{}", "{}", "{}", "about {}", "over {}", "at least {}", "under {}", "at most {}", "{} to {}"]
        shape = self.random.choice(words)
        if shape.startswith("under"):
            n += 1
        return shape.format(n, n + self.random.choice([1, 10, 500]))

    def money(self):
        return f"{self.figure()} {self.random.choice(['USD', 'USD', 'USD', 'EUR', 'PKR'])}"

    def point(self, year):
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        return self.random.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}", f"{year}-{month:02}~"])

    def date(self):
        year = self.random.randint(2016, 2025)
        shape = self.random.choice(["point"] * 5 + ["interval", "since", "until"])
        if shape == "interval":
            return f"{year}-{self.random.randint(1, 6):02}/{year + self.random.randint(0, 2)}-{self.random.randint(7, 12):02}"
        return {"point": self.point(year), "since": f"{year}/..", "until": f"../{year}"}[shape]

    def sentence(self, lang, words):
        list_ = WORDS[lang]
        # Few words are frequent, many are rare.
        chosen = [list_[min(len(list_) - 1, int(self.random.expovariate(6 / len(list_))))] for _ in range(words)]
        if lang == "zh":
            return "".join(chosen) + "。"
        if self.some(0.15):
            chosen.insert(self.random.randrange(len(chosen)), self.random.choice(["40,000", "3.10", "Kashmir’s", "don't", "anti-war", "@ghost_writer", "2021"]))
        if self.some(0.1):
            chosen.insert(self.random.randrange(len(chosen)), self.random.choice(DOMAINS))
        text = " ".join(chosen)
        return text[0].upper() + text[1:] + "."

    def claim(self, make, disputed=0.15):
        value = make()
        if self.some(0.5):
            return value, 0
        claim = {"value": value}
        if self.some(0.4):
            claim["note"] = self.sentence("en", 4)
        count = 0
        if self.some(disputed):
            other = next(each for each in iter(make, None) if each != value)
            claim["disputed"] = [{"value": other, "verdict": self.random.choice(["rejected", "disputed", "superseded"]), "note": self.sentence("en", 3)}]
            count = 1
        return claim, count

    def case(self, language):
        self.index += 1
        lang = self.random.choice(["en"] * 6 + ["es", "ru", "ar", "ur", "ps", "zh"])
        fields = {"title": self.sentence(lang, self.random.randint(2, 6)).rstrip(".。")}
        if lang != language or self.some(0.2):
            fields["lang"] = lang
        fields["status"] = self.random.choice(["published"] * 12 + ["draft", "review", "retracted"])
        put = lambda key, value, chance: fields.update({key: value}) if value and self.some(chance) else None
        put("type", self.random.choice(TYPES), 0.7)
        put("summary", self.sentence(lang, 9), 0.5)
        # Days are claims with single values: a disputed date that says the same more coarsely is no dispute.
        for key, chance in [("removed", 0.6), ("announced", 0.3), ("detected", 0.2), ("reporting_period", 0.2)]:
            put(key, self.date(), chance)
        put("active", f"{self.random.randint(2010, 2015)}/{self.random.randint(2016, 2020)}", 0.2)
        for key, values, chance in [("operator", NAMES, 0.4), ("clients", NAMES, 0.2), ("origin", COUNTRIES, 0.7)]:
            put(key, self.claim(lambda values=values: self.pick(values, 2, 1))[0], chance)
        put("targets", self.pick(COUNTRIES + ["Arabic-speaking audiences globally"], 3, 1), 0.5)
        put("languages", self.pick(["en", "ar", "ur", "ru", "zh-Hant"], 3, 1), 0.5)
        put("platforms", self.pick(PLATFORMS, 3, 1), 0.5)
        for key, kinds in [("network", ["accounts", "pages", "groups", "posts"]), ("reach", ["followers", "page-followers", "views"])]:
            rows = {platform: {kind: self.claim(self.figure)[0] for kind in self.pick(kinds, 3, 1)} for platform in self.pick(PLATFORMS, 2, 1)}
            put(key, rows, 0.6)
        put("ad_spend", self.claim(self.money, 0.2)[0], 0.45)
        put("tags", self.pick(TAGS, 3, 1), 0.7)
        put("narratives", [self.sentence(lang, 6)], 0.3)
        put("techniques", self.pick(TECHNIQUES, 2, 1), 0.4)
        put("attribution", [{"by": self.random.choice(PUBLISHERS), "to": self.random.choice(NAMES), "degree": "linked", "statement": self.sentence("en", 6)}], 0.3)
        put("breakout_scale", self.random.randint(1, 6), 0.4)
        put("medium", self.pick(["text", "image", "video"], 2, 1), 0.4)
        put("budget", self.money(), 0.3)
        put("reported", self.point(self.random.randint(2018, 2024)), 0.3)
        for name, make in (("waves", self.figure), ("payments", self.money), ("seen", self.date)):
            put(name, [make() for _ in range(self.random.randint(1, 3))], 0.4)
        indicators = [{"type": "domain", "value": value} for value in self.pick(DOMAINS, 2, 1)]
        indicators.append({"type": "account", "value": "zqsecrethandle", "platform": "x", "redact": True})
        put("indicators", indicators, 0.3)
        fields["sources"] = {
            f"s{n}": {"title": self.sentence("en", 4), "publisher": publisher, **({"kind": self.random.choice(["primary", "secondary", "dataset"])} if self.some(0.8) else {}),
                      "url": f"https://publisher.example/{self.index}/{n}"}
            for n, publisher in enumerate(self.pick(PUBLISHERS, 2, 1), 1)
        }
        if len(fields["sources"]) > 1:
            # One source alone needs no naming; of several, figures would want theirs.
            fields["sources"] = dict([next(iter(fields["sources"].items()))]) if self.some(0.5) else fields["sources"]
        put("disputed", [{"field": "case", "value": self.sentence("en", 3), "verdict": "disputed"}], 0.1)
        if fields["status"] == "retracted" or self.some(0.1):
            fields["corrections"] = [{"date": "2024-05-01", "change": self.sentence("en", 4), "reason": self.sentence("en", 3)}]
        body = "\n\n".join(self.sentence(lang, self.random.randint(8, 40)) for _ in range(self.random.randint(0, 3)))
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
        return f"---\n{front}\n---\n{body}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=60)
    options = parser.parse_args()
    archive = Archive(options.seed)
    language = archive.random.choice(["en", "en", "en", "ar"])
    cases = options.out / "content/cases"
    actors = options.out / "content/actors"
    cases.mkdir(parents=True)
    actors.mkdir(parents=True)
    (options.out / "site.toml").write_text(SITE.format(language=language), encoding="utf-8")
    (actors / "alpha-media.md").write_text('---\nname: Alpha Media\naliases: ["AM Holding", "Альфа-Медиа"]\n---\n', encoding="utf-8")
    for n in range(options.cases):
        (cases / f"case-{n:03}.md").write_text(archive.case(language), encoding="utf-8")


if __name__ == "__main__":
    main()
