#!/usr/bin/env python3
"""Times `build --watch` after an edit, beside a full build of the same archive.

    watch.py --generator gen.py --cases 10000 --edits 10

The clock starts before the file is written. Three moments are told: the page of the edited case holds the new text;
all pages are what a build would write; the search index is too. A full build is timed before and after, into an empty
folder, and each moment is given as a part of it. With `--check` the folder is then compared with a clean build.
"""

import argparse
import filecmp
import os
import queue
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PAGES = re.compile(r"(\d+) files? written, (\d+) removed, (\d+) of (\d+) pages made")
INDEX = "The search index is up to date"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generator", type=Path, required=True, help="writes the cases")
    parser.add_argument("--corkboard", default="target/release/corkboard", help="the program (default: %(default)s)")
    parser.add_argument("--cases", type=int, default=1000, metavar="N")
    parser.add_argument("--edits", type=int, default=5, metavar="N", help="of each kind (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="compare the folder with a clean build at the end")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="a memory file system (default: %(default)s)")
    return parser.parse_args()


def build(options, site, output):
    shutil.rmtree(output, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run([options.corkboard, "build", "-o", output], cwd=site, check=True, capture_output=True)
    return time.perf_counter() - start


def edit(kind, n, text):
    """The text after an edit, and what its page shows then."""
    mark = f"edit{n}x{kind}"
    if kind == "body":
        return f"{text}\n\nThe words {mark} are new.\n", mark
    if kind == "tag":
        return re.sub(r"tags: \[", "tags: [information, ", text, count=1), None
    return re.sub(r'title: "', f'title: "{mark} ', text, count=1), mark


class Watch:
    """The program at work; its lines come with the time at which they were read."""

    def __init__(self, options, site):
        command = [options.corkboard, "build", "--watch", "-o", "watched"]
        self.process = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put((time.perf_counter(), line))

    def line(self, wanted):
        while True:
            at, line = self.lines.get(timeout=600)
            found = re.search(wanted, line)
            if found:
                return at, found

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


def page_of(site, path):
    stem = path.parent.name if path.name == "index.md" else path.stem
    found = re.search(r"^id: (\S+)", path.read_text(), re.MULTILINE)
    return site / "watched/cases" / (found.group(1) if found else stem) / "index.html"


def measure(watch, site, kind, path, n):
    page = page_of(site, path)
    text, mark = edit(kind, n, path.read_text())
    start = time.perf_counter()
    path.write_text(text)
    visible = None
    while mark and visible is None:
        if mark in page.read_text(errors="replace"):
            visible = time.perf_counter() - start
        time.sleep(0.001)
    at, found = watch.line(PAGES)
    indexed, _ = watch.line(INDEX)
    return visible, at - start, indexed - start, int(found.group(3)), int(found.group(4))


def differing(one, other):
    """Files that are not the same in both folders."""
    names = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    same = lambda name: all((folder / name).is_file() for folder in (one, other)) and filecmp.cmp(one / name, other / name, shallow=False)
    return sorted(str(name) for name in names if not same(name))


def main():
    options = arguments()
    options.corkboard = str(Path(options.corkboard).resolve())
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        site = Path(folder) / "site"
        site.mkdir()
        (site / "site.toml").write_text('title = "Benchmark"\nurl = "https://example.org"\n')
        command = [sys.executable, options.generator, str(options.cases), site / "content", "--flavour", "corkboard", "--seed", str(options.seed)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        cases = sorted((site / "content/cases").rglob("*.md"))
        full = [build(options, site, Path(folder) / "clean")]
        watch = Watch(options, site)
        watch.line("Watching for changes")
        rows = {}
        for n in range(options.edits):
            for kind in ("body", "tag", "title"):
                rows.setdefault(kind, []).append(measure(watch, site, kind, chance.choice(cases), n))
        watch.end()
        full.append(build(options, site, Path(folder) / "clean"))
        whole = statistics.median(full)
        print(f"full build: {whole:.2f} s ({', '.join(f'{one:.2f}' for one in full)}), {options.cases} cases, load {os.getloadavg()[0]:.1f}")
        for kind, all_rows in rows.items():
            for name, at in (("on its page", 0), ("all pages", 1), ("with the index", 2)):
                times = [row[at] for row in all_rows if row[at] is not None]
                if times:
                    middle = statistics.median(times)
                    print(f"{kind:6} {name:15} median {middle * 1000:7.0f} ms, worst {max(times) * 1000:7.0f} ms, {middle / whole:.3f} of a build")
            print(f"{kind:6} {'made':15} {', '.join(str(row[3]) for row in all_rows)} of {all_rows[0][4]} pages")
        if options.check:
            found = differing(Path(folder) / "clean", site / "watched")
            print(f"{len(found)} files differ from a clean build", *found[:5])
            sys.exit(bool(found))


if __name__ == "__main__":
    main()
