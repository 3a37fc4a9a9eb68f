#!/usr/bin/env python3
"""Times a whole build of Corkboard, search index included, against Pagefind's indexing of the same pages.

    index.py --generator gen.py --pagefind node_modules/pagefind --cases 2000

Pagefind (its npm package's folder) is given the case pages alone. The index by itself is a part of the build: `cargo bench
search/index` measures it. Prints wall time and peak memory of both, and their ratios.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import SITE, timed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--pagefind", type=Path, required=True)
    parser.add_argument("--corkboard", default="target/release/corkboard")
    parser.add_argument("--cases", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="corkboard-bench-") as name:
        folder = Path(name)
        (folder / "site.toml").write_text(SITE)
        command = [sys.executable, options.generator, options.cases, folder / "content", "--flavour", "corkboard", "--seed", options.seed]
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        ours = timed([options.corkboard, "build", folder, "-o", folder / "public"], folder)
        pages = folder / "pages"
        for page in (folder / "public/cases").glob("*/index.json"):
            target = pages / "cases" / page.parent.name
            target.mkdir(parents=True)
            shutil.copy(page.with_name("index.html"), target)
        theirs = timed(["node", options.pagefind / "lib/runner/bin.cjs", "--site", pages], folder)
        print(f"{options.cases} cases: corkboard {ours[0]:.1f} s, {ours[1]:.0f} MB (whole build); pagefind {theirs[0]:.1f} s, {theirs[1]:.0f} MB (index alone); "
              f"ratio of time {ours[0] / theirs[0]:.3f}, of memory {ours[1] / theirs[1]:.3f}")


if __name__ == "__main__":
    main()
