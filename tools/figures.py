#!/usr/bin/env python3
"""The pictures of the lessons, made from recorded runs so that they can be made again, in both languages.

    tools/figures.py [NAME …]        makes them all, or these; a run that is not there is made first
    tools/figures.py --check         makes nothing; exit code 1 if a picture is missing, unlisted, uncited or too big

chapters/NN_name/figures/figures.json: {"figures": [{"name": "loss", "run": "ch10", "arguments": ["--panel", "loss",
…]}]}: figures/NAME.png and NAME.ko.png are what `lmlab shot RUN ARGUMENTS --lang en|ko` draws. The same run and
the same program give the same bytes. Runs and texts: tools/lesson_runs.py.
"""
import argparse
import posixpath
import re
import shlex
import struct
import sys

import lesson_runs
import numbers_file
from pages import LESSON_PAGE, links, nearest, take_apart
from project_files import ROOT, finish, project_files, read

TABLE = re.compile(r"chapters/\d\d_\w+/figures/figures\.json")
LANGUAGES = {"en": ".png", "ko": ".ko.png"}
BYTES = 300_000  # a page of a lesson is read over the network too


def read_figures(path, text):
    """([{name, run, arguments}], problems) of a figures.json."""
    data, problems = numbers_file.load_json(path, text)
    figures, names = [], set()
    for figure in data.get("figures", ()) if isinstance(data, dict) else ():
        good = isinstance(figure, dict) and set(figure) == {"name", "run", "arguments"}
        good = good and re.fullmatch(r"[a-z][a-z0-9-]*", str(figure["name"])) and isinstance(figure["run"], str)
        good = good and isinstance(figure["arguments"], list)
        if not good or not all(isinstance(word, str) for word in figure["arguments"]):
            problems.append(f"{path}:1: a figure wants name, run and arguments (a list of words), got {figure}")
        elif figure["name"] in names:
            problems.append(f"{path}:{numbers_file.line_of(text, figure['name'])}: {figure['name']} stands twice")
        else:
            names.add(figure["name"])
            figures.append(figure)
    if data is not None and not figures:
        problems.append(f"{path}:1: wants an object with a list of figures")
    return figures, problems


def pictures(folder, figure):
    """(language, path of the picture)"""
    return [(language, f"{folder}/{figure['name']}{end}") for language, end in LANGUAGES.items()]


def wanted_size(figure):
    """(width, height) that the arguments ask for, or None."""
    words = figure["arguments"]
    size = words[words.index("--size") + 1] if "--size" in words[:-1] else ""
    return tuple(map(int, size.split("x"))) if re.fullmatch(r"\d+x\d+", size) else None


def picture_problem(path, figure):
    """What is wrong with one picture, or None."""
    if not (ROOT / path).is_file():
        return "missing: tools/figures.py makes it"
    data = (ROOT / path).read_bytes()
    if len(data) > BYTES:
        return f"has {len(data):,} bytes, more than {BYTES:,}: a smaller --size"
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return "is no PNG"
    size, wanted = struct.unpack(">II", data[16:24]), wanted_size(figure)
    if wanted and size != wanted:
        return f"is {size[0]}x{size[1]}, its arguments say {wanted[0]}x{wanted[1]}: make it again"
    return None


def cited(names):
    """{picture in a figures folder: [the pages and lines that show it]}"""
    found = {}
    for page in (name for name in names if LESSON_PAGE.fullmatch(name)):
        for number, line in take_apart(read(page))[1]:
            for mark, target in links(line):
                path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
                if mark and re.match(r"chapters/\d\d_\w+/figures/", path):
                    found.setdefault(path, []).append(f"{page}:{number}")
    return found


def check(names, table, figures, shown):
    """All that is wrong with the pictures of one chapter."""
    folder, problems = posixpath.dirname(table), []
    listed = {path: (language, figure) for figure in figures for language, path in pictures(folder, figure)}
    for path, (language, figure) in listed.items():
        problem = picture_problem(path, figure)
        problems += [f"{path}: {problem}"] if problem else []
        pages = [place.split(":")[0] for place in shown.get(path, ())]
        if not any(page.endswith(".ko.md") == (language == "ko") for page in pages):
            problems.append(f"{table}: no {'Korean' if language == 'ko' else 'English'} page shows {path}")
        problems += [f"{page} shows {path}, the picture of the other language" for page in pages
                     if page.endswith(".ko.md") != (language == "ko")]
    there = {name for name in names if name.startswith(folder + "/") and name.endswith(".png")}
    problems += [f"{path}: {table} does not list it" for path in sorted(there - set(listed))]
    problems += [f"{place}: {table} does not list {path}" for path, places in shown.items()
                 if path.startswith(folder + "/") and path not in listed for place in places]
    return problems


def make(desk, table, figure):
    """Draws one figure in both languages. Throws lesson_runs.Failed."""
    run, why = desk.run_folder(figure["run"])
    if run is None and figure["run"] in desk.runs and not (ROOT / "runs" / figure["run"]).exists():
        print(f"making the run {figure['run']}: {desk.runs[figure['run']]['command']}", flush=True)
        desk.make(figure["run"])
        run, why = desk.run_folder(figure["run"])
    if run is None:
        raise lesson_runs.Failed(why)
    for language, path in pictures(posixpath.dirname(table), figure):
        words = ["./lab", "shot", f"runs/{figure['run']}", *figure["arguments"], "--lang", language, "-o",
                 str(ROOT / path)]
        desk.output(shlex.join(words), 300)
        print(f"{path}: {(ROOT / path).stat().st_size:,} bytes", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true")
    return lesson_runs.ask(parser)


def main():
    (asked, desk), known = arguments(), set()
    names = [path.as_posix() for path in project_files()]
    problems, shown = list(desk.problems), cited(names)
    for table in (name for name in names if TABLE.fullmatch(name)):
        figures, wrong = read_figures(table, read(table))
        problems += wrong
        problems += [f"{table}: {figure['name']}: no expected/runs.json has the run {figure['run']}"
                     for figure in figures if figure["run"] not in desk.runs]
        known |= {figure["name"] for figure in figures}
        if asked.check:
            problems += check(names, table, figures, shown)
            continue
        for figure in figures:
            if asked.names and figure["name"] not in asked.names:
                continue
            try:
                make(desk, table, figure)
            except lesson_runs.Failed as error:
                problems.append(f"{table}: {figure['name']}: {error}")
    problems += [f"there is no figure {name}{nearest(name, known)}" for name in asked.names if name not in known]
    return finish("figures.py", problems, True, f"{len(known)} figure(s) in {len(LANGUAGES)} languages")


if __name__ == "__main__":
    sys.exit(main())
