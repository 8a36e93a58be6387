#!/usr/bin/env python3
"""clang-tidy over the sources of a build folder, within a time budget.

    tools/tidy.py BUILD_DIR [--jobs 2] [--minutes 12] [--since REVISION] [FILE …]

Files that changed since the revision (default HEAD~1) come first, then engine/, then the rest. What
the budget leaves out is named. Exit code 1 if clang-tidy complains.
"""
import argparse
import concurrent.futures
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

from project_files import ROOT

FOLDERS = ("engine", "datasets", "chapters", "viz", "app")
# g++'s own: this machine's CPU, which an older clang may not know, and warnings that are errors
DIAGNOSTIC = re.compile(r":\d+:\d+: (?:warning|error): .*\[[\w.,-]+\]$")
UNWANTED = re.compile(r"-march=.*|-mtune=.*|-Werror.*|-fsanitize=.*|-Wno-restrict|-Wno-maybe-uninitialized")


def commands_for_clang(build):
    """compile_commands.json without what clang may not understand; {project path: entry}."""
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["file"]).resolve()
        if not path.is_relative_to(ROOT):
            continue
        words = [word for word in shlex.split(entry["command"]) if not UNWANTED.fullmatch(word)]
        if pathlib.Path(words[0]).name == "ccache":
            words = words[1:]
        entries[path.relative_to(ROOT).as_posix()] = {
            "directory": entry["directory"], "file": entry["file"], "arguments": words}
    return entries


def changed_since(revision):
    """Paths that differ from the revision; none if git does not know it."""
    listing = subprocess.run(["git", "-C", str(ROOT), "diff", "--name-only", revision],
                             capture_output=True, text=True, check=False)
    return set(listing.stdout.split("\n")) if listing.returncode == 0 else set()


def in_order(paths, changed):
    """Changed files first, then the engine, then the rest."""
    return sorted(paths, key=lambda path: (path not in changed, not path.startswith("engine/"), path))


def complaints(output):
    """clang-tidy's output cut into complaints, each with its notes, and whether clang gave up.

    clang 14 cannot read some of libstdc++ 12 (std::views). g++ has compiled the file before, so an
    error of the compiler (clang-diagnostic-error) speaks of clang, not of our code.
    """
    blocks = []
    for line in output.replace(f"{ROOT}/", "").splitlines():
        if DIAGNOSTIC.search(line):
            blocks.append([line])
        elif blocks and "warnings generated" not in line:
            blocks[-1].append(line)
    ours = [block for block in blocks if "[clang-diagnostic-error" not in block[0]]
    return ["\n".join(block) for block in ours], len(ours) < len(blocks)


def look_at(path, database, deadline):
    """(path, clang-tidy's complaints or None if there was no time, whether clang gave up)."""
    left = deadline - time.monotonic()
    if left <= 0:
        return path, None, False
    try:
        run = subprocess.run(["clang-tidy", "--quiet", "-p", database, str(ROOT / path)], check=False,
                             capture_output=True, text=True, timeout=left, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return path, None, False
    found, gave_up = complaints(run.stdout)
    if run.returncode and not found and not gave_up:
        found = [f"{path}: clang-tidy failed: {run.stderr.strip()}"]
    return path, found, gave_up


def run_all(paths, database, wanted):
    """Prints each complaint once; returns (how many, files without time, files clang gave up on)."""
    seen, skipped, unread = set(), [], []
    deadline = time.monotonic() + 60 * wanted.minutes
    with concurrent.futures.ThreadPoolExecutor(wanted.jobs) as pool:
        for path, found, gave_up in pool.map(lambda path: look_at(path, database, deadline), paths):
            if found is None:
                skipped.append(path)
            if gave_up:
                unread.append(path)
            for text in found or ():
                if text not in seen:  # a header's complaint comes with every file that includes it
                    print(text, flush=True)
                    seen.add(text)
    return len(seen), skipped, unread


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--since", default="HEAD~1")
    return parser.parse_args()


def main():
    wanted, began = arguments(), time.monotonic()
    if not (wanted.build / "compile_commands.json").is_file():
        sys.exit(f"tidy.py: {wanted.build} holds no compile_commands.json: configure it first (./lab test)")
    entries = commands_for_clang(wanted.build)
    paths = wanted.files or [path for path in entries if path.split("/")[0] in FOLDERS]
    paths = in_order(paths, changed_since(wanted.since))
    with tempfile.TemporaryDirectory() as database:
        database_file = pathlib.Path(database) / "compile_commands.json"
        database_file.write_text(json.dumps(list(entries.values())), encoding="utf-8")
        count, skipped, unread = run_all(paths, database, wanted)
    for what, names in (("no time for", skipped), ("clang could not read all of", unread)):
        if names:
            print(f"tidy.py: {what} {len(names)} file(s): {' '.join(names)}")
    done = len(paths) - len(skipped)
    print(f"tidy.py: {done} files in {time.monotonic() - began:.0f} s, {count} complaint(s)")
    return 1 if count or (paths and not done) else 0


if __name__ == "__main__":
    sys.exit(main())
