//! Mistakes that no eye sees in the file itself: characters without a sign, addresses that clash with another file.

use super::{Mistake, case, file, front, mistake};

pub fn mistakes() -> Vec<Mistake> {
    vec![
        mistake(
            "control-character",
            vec![file(
                "content/cases/control-character.md",
                "---\ntitle: A case\nsources:\n  r: {title: Report}\n---\nA page\u{c}break.\n",
            )],
            "error[E019]: ",
            "control-character.md:6:7",
            "delete it",
        ),
        front(
            "turned-direction",
            "summary: Sent as \u{202e}gpj.exe\n",
            "warning[W005]: ",
            "turned-direction.md:3:18",
            "delete it",
        ),
        front(
            "alias-where-no-page-can-be",
            "aliases: [/old/feed.xml]\n",
            "error[E105]: ",
            "alias-where-no-page-can-be.md:3:11",
            "remove this alias",
        ),
        mistake(
            "actor-address-is-an-indicator",
            vec![
                case(
                    "actor-address-is-an-indicator",
                    "indicators:\n  - {type: domain, value: front.example}\n",
                ),
                file(
                    "content/actors/front.md",
                    "---\nname: Front\nurl: https://front.example/\n---\nWords.\n",
                ),
            ],
            "warning[W032]: ",
            "content/actors/front.md:3:6",
            "take `url` out",
        ),
    ]
}
