//! What the codes E020 to E031 stand for: values that cannot be read.

use crate::diagnostic::codes::Code;

pub const CODES: &[Code] = &[
    Code {
        code: "E020",
        title: "not a figure",
        explanation: "A figure is a whole number, alone or after `about`, `over` (`more than`), `at least`, `under`\n\
            (`fewer than`) or `at most` (`up to`), or a range of two numbers with `to`.\n\
            One of these words is enough.\n\n\
            Wrong: `accounts: ~40`, `accounts: 40-50`, `accounts: some`\n\
            Right: `accounts: about 40`, `accounts: 40 to 50`; leave the field out if it is unknown.",
    },
    Code {
        code: "E021",
        title: "a negative figure",
        explanation: "Nothing that an archive counts can be less than 0. Spreadsheets often use -1 for \"unknown\";\n\
            here an unknown figure is left out, because unknown is not zero.\n\n\
            Wrong: `accounts: -1`\n\
            Right: no line `accounts` at all, or `accounts: 0` if the source says none.",
    },
    Code {
        code: "E022",
        title: "not a whole number",
        explanation: "Figures are whole and written out. `40.000` is forty thousand in some languages and forty in\n\
            others, and `40k` or `1.2 million` hides how exact the source is.\n\n\
            Wrong: `followers: 40.000`, `followers: 1.2m`\n\
            Right: `followers: 40000` or `followers: \"40,000\"`, `followers: about 1200000`",
    },
    Code {
        code: "E023",
        title: "a figure too large",
        explanation: "The largest figure is 9007199254740991: beyond it, programs that read the archive's downloads\n\
            would round it. A number that large is most often two numbers without a space.\n\n\
            Wrong: `views: 99999999999999999999`\n\
            Right: `views: 99999999`",
    },
    Code {
        code: "E024",
        title: "a range that ends before it starts",
        explanation: "In a range of figures the smaller number comes first.\n\n\
            Wrong: `accounts: 50 to 40`\n\
            Right: `accounts: 40 to 50`",
    },
    Code {
        code: "E025",
        title: "not an amount of money",
        explanation: "An amount is a figure, a space and the three letters of its currency (ISO 4217), in capitals.\n\
            A sign such as `$` could be one of many dollars.\n\n\
            Wrong: `ad_spend: $40,000`, `ad_spend: 40000`\n\
            Right: `ad_spend: 40000 USD`, `ad_spend: about 40000 USD`",
    },
    Code {
        code: "E026",
        title: "an unknown currency",
        explanation: "The letters after the figure are not a currency of ISO 4217.\n\n\
            Wrong: `ad_spend: 40000 USX`\n\
            Right: `ad_spend: 40000 USD`",
    },
    Code {
        code: "E027",
        title: "not a date",
        explanation: "A date is a year, a month or a day, as `2021`, `2021-05` or `2021-05-20`; an interval is two of\n\
            them with `/`, and `..` for an open end. A `~` after a date says approximate, `?` uncertain, `%` both.\n\
            There are no times of day, and no seasons (`2021-21`): a summer here is a winter elsewhere.\n\n\
            Wrong: `removed: 20 May 2021`, `removed: 05/2021`, `active: 2019/`\n\
            Right: `removed: 2021-05-20`, `removed: 2021-05`, `active: 2019/..`",
    },
    Code {
        code: "E028",
        title: "a day or month that does not exist",
        explanation: "Months go from 01 to 12, and each month has its own last day.\n\n\
            Wrong: `removed: 2021-13`, `removed: 2021-02-30`\n\
            Right: `removed: 2021-12`, `removed: 2021-02-28`, or `removed: 2021-02` if the day is unknown.",
    },
    Code {
        code: "E029",
        title: "an interval that ends before it starts",
        explanation: "The earlier date comes first.\n\n\
            Wrong: `active: 2021-05/2021-01`\n\
            Right: `active: 2021-01/2021-05`",
    },
    Code {
        code: "E030",
        title: "an unknown country",
        explanation: "A country is written with the two capital letters of ISO 3166-1, so that Norway's `NO` is never\n\
            read as \"no\". States that are no more have no code in use; `XK` is taken for Kosovo.\n\n\
            Wrong: `origin: pk`, `origin: Pakistan`, `origin: UK`\n\
            Right: `origin: PK`, `origin: GB`",
    },
    Code {
        code: "E031",
        title: "an unknown language",
        explanation: "A language is written with a BCP 47 tag: a code of ISO 639, and a script or a country after it\n\
            where that matters. A language's code often differs from the country's.\n\n\
            Wrong: `languages: [jp, ua, English]`\n\
            Right: `languages: [ja, uk, en]`, `lang: zh-Hant`",
    },
];
