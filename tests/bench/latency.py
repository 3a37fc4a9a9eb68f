#!/usr/bin/env python3
"""Times how long an edit takes until the preview serves it: a real file, the real watcher, a real HTTP client.

    latency.py --generator gen.py --cases 10000 --edits 50

The generator is called as in `compare.py`. The clock starts before the file is written; the page is asked for again
and again until the new text is in the answer. Each kind of edit (body, tag, title, base template) is made `--edits`
times on cases taken at random, and every edit counts, the first ones too. Prints a histogram, the median and the 99th
percentile of each kind; the time until the first page after a start; the memory after ten edits and after all.
With `--hugo BINARY` Hugo's server gets the same edits of bodies, and the ratio of the medians is printed.
"""

import argparse
import http.client
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = "themes/bench/templates/base.html"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generator", type=Path, required=True, help="writes the cases for both programs")
    parser.add_argument("--corkboard", default="target/release/corkboard", help="the program (default: %(default)s)")
    parser.add_argument("--theme", type=Path, default=Path("themes/default"), help="whose base template is edited (default: %(default)s)")
    parser.add_argument("--hugo", help="Hugo's program, to be measured beside it")
    parser.add_argument("--cases", type=int, default=1000, metavar="N")
    parser.add_argument("--edits", type=int, default=50, metavar="N", help="of each kind (default: %(default)s)")
    parser.add_argument("--hugo-edits", type=int, default=5, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=4400)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="a memory file system (default: %(default)s)")
    return parser.parse_args()


def generate(options, folder):
    """The same cases for both, each in a site of its own; ours with a theme that can be edited."""
    ours, theirs = folder / "corkboard", folder / "hugo"
    ours.mkdir()
    (ours / "site.toml").write_text('title = "Benchmark"\nurl = "https://example.org"\ntheme = "bench"\n')
    (ours / BASE).parent.mkdir(parents=True)
    shutil.copy(options.theme / "templates/base.html", ours / BASE)
    shutil.copytree(options.generator.parent / "hugo", theirs)
    command = [sys.executable, options.generator, options.cases, ours / "content", "--flavour", "corkboard",
               "--also", "hugo", theirs / "content", "--seed", options.seed]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return ours, theirs


class Client:
    """Asks one server for pages, over one connection for as long as it lasts."""

    def __init__(self, port):
        self.port = port
        self.connection = None

    def get(self, path):
        for _ in range(2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                return answer.read() if answer.status == 200 else answer.read() and b""
            except (OSError, http.client.HTTPException):
                self.connection = None
        return b""

    def wait(self, path, text, start, patience=300):
        """Milliseconds from `start` until the page holds the text."""
        text = text.encode()
        while text not in self.get(path):
            if time.perf_counter() - start > patience:
                sys.exit(f"{path} never showed the edit")
            time.sleep(0.0005)
        return (time.perf_counter() - start) * 1000


def memory(process):
    """Resident megabytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def start(command, client, path, log):
    """A running server, and the milliseconds until it served a page."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, start_new_session=True)
    return process, client.wait(path, "<html", begin)


def end(process):
    process.send_signal(signal.SIGINT)
    return process.wait(30)


def edits(kind, n, text):
    """The text after an edit, and what its page shows then."""
    mark = f"edit{n}x{kind}"
    if kind == "body":
        return text + f"\n\nThe words {mark} are new.\n", mark
    if kind == "tag":
        return re.sub(r"tags: \[", f"tags: [{mark}, ", text, count=1), mark
    if kind == "title":
        return re.sub(r'title: "', f'title: "{mark} ', text, count=1), mark
    return text.replace("</head>", f'<meta name="bench" content="{mark}">\n</head>', 1), mark


def measure(kind, count, ours, client, chance, cases):
    times = []
    for n in range(count):
        case = chance.choice(cases)
        file = ours / BASE if kind == "base template" else case
        # Every template edit starts from the same text, or it would grow.
        text = re.sub(r'<meta name="bench".*\n', "", file.read_text())
        after, mark = edits(kind, n, text)
        begin = time.perf_counter()
        file.write_text(after)
        times.append(client.wait(f"/cases/{case.stem}/", mark, begin))
        time.sleep(chance.uniform(0.05, 0.15))
    return times


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(kind, times):
    print(f"{kind}: median {statistics.median(times):.1f} ms, 99th percentile {percentile(times, 0.99):.1f} ms, "
          f"first {times[0]:.1f}, most {max(times):.1f} ({len(times)} edits)")
    edge = 5
    while edge / 2 < max(times):
        low = 0 if edge == 5 else edge / 2
        count = sum(low <= one < edge for one in times)
        if count:
            print(f"  {low:7.1f} to {edge:7.1f} ms {count:4}  {'#' * max(1, 60 * count // len(times))}")
        edge *= 2


def ours_measured(options, folder, ours):
    client, chance = Client(options.port), random.Random(options.seed)
    cases = sorted((ours / "content/cases").glob("*.md"))
    with open(folder / "log", "wb") as log:
        command = [options.corkboard, "serve", ours, "--port", options.port]
        process, first = start(command, client, "/", log)
        try:
            print(f"first page after a start: {first:.0f} ms, {memory(process):.0f} MB")
            body = measure("body", min(10, options.edits), ours, client, chance, cases)
            after_ten = memory(process)
            body += measure("body", options.edits - len(body), ours, client, chance, cases)
            report("body", body)
            for kind in ["tag", "title", "base template"]:
                report(kind, measure(kind, options.edits, ours, client, chance, cases))
            last = memory(process)
            print(f"memory: {after_ten:.0f} MB after 10 edits, {last:.0f} MB after {4 * options.edits} "
                  f"({last / after_ten - 1:+.1%})")
        finally:
            status = end(process)
        print(f"ended by Ctrl-C with exit code {status}")
    return statistics.median(body)


def theirs_measured(options, folder, theirs):
    client, chance = Client(options.port + 50), random.Random(options.seed)
    cases = sorted((theirs / "content").rglob("*.md"))
    cases = [case for case in cases if case.stem not in ("_index", "index")]
    environment = dict(os.environ, HUGO_CACHEDIR=str(folder / "hugo-cache"))
    os.environ.update(environment)
    with open(folder / "hugo-log", "wb") as log:
        command = [options.hugo, "server", "--source", theirs, "--port", options.port + 50, "--bind", "127.0.0.1",
                   "--baseURL", f"http://127.0.0.1:{options.port + 50}/"]
        process, first = start(command, client, "/", log)
        try:
            print(f"hugo: first page after a start: {first:.0f} ms, {memory(process):.0f} MB")
            times = []
            for n in range(options.hugo_edits):
                case = chance.choice(cases)
                relative = case.relative_to(theirs / "content").with_suffix("")
                after, mark = edits("body", n, case.read_text())
                begin = time.perf_counter()
                case.write_text(after)
                times.append(client.wait(f"/{relative}/".lower(), mark, begin))
                time.sleep(0.5)
            report("hugo, body", times)
        finally:
            end(process)
    return statistics.median(times)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="corkboard-latency-") as name:
        folder = Path(name)
        ours, theirs = generate(options, folder)
        print(f"{options.cases} cases, load {os.getloadavg()[0]:.1f}")
        body = ours_measured(options, folder, ours)
        if options.hugo:
            hugo = theirs_measured(options, folder, theirs)
            print(f"an edit of a body: corkboard takes {body / hugo:.4f} of hugo's time ({hugo / body:.0f} times as fast)")


if __name__ == "__main__":
    main()
