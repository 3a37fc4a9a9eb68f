"""Holds the oracle's own words to the golden file."""

import json
import sys
from pathlib import Path

import words

failed = 0
cases = json.loads((Path(__file__).parent / "analysis.json").read_text("utf-8"))
for case in cases:
    found, _ = words.tokens(case["text"])
    positions = case.get("positions", list(range(len(case["tokens"]))))
    if found != list(zip(positions, case["tokens"])):
        failed += 1
        print(f"FAIL {case['text']!r}: {found}")
print(f"{len(cases) - failed} passed, {failed} failed")
sys.exit(1 if failed or not cases else 0)
