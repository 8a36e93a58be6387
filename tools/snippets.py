#!/usr/bin/env python3
"""Code and measured numbers in the lessons are copies: this tool makes them, and finds the stale ones.

    tools/snippets.py            writes them into chapters/NN_name/*.md, prints what else is wrong
    tools/snippets.py --check    writes nothing; exit code 1 if a copy is stale or anything is wrong

Code: a block ```cpp snippet=path/from/the/root.cpp#tag holds the region [tag] (tools/regions.py).
Every tag is cited somewhere; a block that cites nothing says what it is: sh, text, pseudo or json.
Numbers: `2.30<!-- num:KEY -->` is the text of KEY in the chapter's expected/numbers.json
(tools/numbers_file.py); with nothing in front of the comment the tool puts it there.
Links: `lab:` links have a form of tools/lab_links.py, their quizzes stand in the chapter's quiz.json
and their exercises in exercises/; files that are linked exist.
"""
import posixpath
import re
import sys
import urllib.parse

import lab_links
import numbers_file
from pages import CODE_SPAN, LESSON_PAGE, NUM, links, nearest, take_apart
from project_files import ROOT, finish, project_files, read
from regions import mark_of, read_regions

PLAIN = ("sh", "text", "pseudo", "json")
NUMBER = re.compile(rf"(?:(?<![A-Za-z0-9_.,])({numbers_file.TEXT}))?{NUM.pattern}")
TODO = re.compile(r'LAB_TODO\(\s*"(\d+\.\d+)"')


class Lab:
    """The sources, numbers and quizzes that lessons cite, and what was cited of them so far."""

    def __init__(self, files, names=()):
        """files: {path: text}; names: paths of files that are there too, but whose text does not matter."""
        self.files, self.names = files, set(names) | set(files)
        self.problems, self.cited = [], set()
        self.regions, self.numbers, self.quizzes, self.exercises = {}, {}, {}, {}
        for path, text in files.items():
            chapter = re.match(r"chapters/\d\d_\w+/", path)
            if mark_of(path):
                self.regions[path] = self.keep(read_regions(path, text))
            if chapter and path == chapter[0] + "expected/numbers.json":
                self.numbers[chapter[0][:-1]] = self.keep(numbers_file.read_numbers(path, text))
            if chapter and path == chapter[0] + "quiz.json":
                self.quizzes[chapter[0][:-1]] = self.keep(read_quizzes(path, text))
            if chapter and path.startswith(chapter[0] + "exercises/"):
                self.exercises.setdefault(chapter[0][:-1], set()).update(TODO.findall(text))

    def keep(self, found_and_problems):
        self.problems += found_and_problems[1]
        return found_and_problems[0]

    def snippet(self, place, path, tag):
        """The lines to be shown, or None after a complaint."""
        if not tag:
            self.problems.append(f"{place}: snippet={path} names no region: want snippet=path#tag")
        elif path not in self.regions:
            what = "cannot have regions" if path in self.names else "does not exist"
            self.problems.append(f"{place}: {path} {what}{nearest(path, self.regions)}")
        elif tag not in self.regions[path]:
            self.problems.append(f"{place}: {path} has no region [{tag}]"
                                 f"{nearest(tag, self.regions[path])}")
        else:
            self.cited.add((path, tag))
            return self.regions[path][tag].shown()
        return None

    def number(self, place, chapter, key):
        """The text of a number, or None after a complaint."""
        known = self.numbers.get(chapter, {})
        if key not in known:
            self.problems.append(f"{place}: {chapter}/expected/numbers.json has no number "
                                 f"{key or '(no name)'}{nearest(key, known)}")
            return None
        self.cited.add((chapter, "num", key))
        return known[key][1]

    def never_cited(self):
        for path, regions in self.regions.items():
            yield from (f"{path}:{region.first}: no lesson cites the region [{tag}]: cite it or delete "
                        "its tags" for tag, region in regions.items() if (path, tag) not in self.cited)
        for chapter, numbers in self.numbers.items():
            yield from (f"{chapter}/expected/numbers.json:{line}: no lesson of the chapter cites {key}"
                        for key, (line, _) in numbers.items() if (chapter, "num", key) not in self.cited)
        for chapter, quizzes in self.quizzes.items():
            yield from (f"{chapter}/quiz.json:{line}: no lesson of the chapter asks {name}"
                        for name, line in quizzes.items() if (chapter, "quiz", name) not in self.cited)


def read_quizzes(path, text):
    """({id: line}, problems) of a quiz.json: a list of quizzes, or an object whose one list it is."""
    data, problems = numbers_file.load_json(path, text)
    lists = [data] if isinstance(data, list) else [
        value for value in (data.values() if isinstance(data, dict) else ()) if isinstance(value, list)]
    quizzes = lists[0] if len(lists) == 1 else []
    if data is not None and len(lists) != 1:
        problems.append(f"{path}:1: wants one list of quizzes, each with an id")
    found = {}
    for number, quiz in enumerate(quizzes, 1):
        name = quiz.get("id") if isinstance(quiz, dict) else None
        if not isinstance(name, str):
            problems.append(f"{path}:1: quiz {number} has no id")
        elif name in found:
            problems.append(f"{path}:{found[name]}: two quizzes have the id {name}")
        else:
            found[name] = numbers_file.line_of(text, name)
    return found, problems


def check_link(lab, place, chapter, mark, target):
    """Complains of a link that leads nowhere."""
    if target.startswith("lab:"):
        check_lab_link(lab, place, chapter, target)
    elif not re.match(r"[a-z]+:|#", target):
        path = urllib.parse.unquote(target.split("#")[0])
        path = posixpath.normpath(posixpath.join(chapter, path))
        if path not in lab.names and not any(name.startswith(path + "/") for name in lab.names):
            what = "picture" if mark else "file"
            lab.problems.append(f"{place}: the {what} {path} does not exist{nearest(path, lab.names)}")


def check_lab_link(lab, place, chapter, target):
    try:
        verb, given = lab_links.parse(target)
    except ValueError as error:
        lab.problems.append(f"{place}: {error}")
        return
    if verb == "quiz":
        known = lab.quizzes.get(chapter, {})
        if given["id"] not in known:
            lab.problems.append(f"{place}: {chapter}/quiz.json has no quiz {given['id']}"
                                f"{nearest(given['id'], known)}")
        lab.cited.add((chapter, "quiz", given["id"]))
    known = lab.exercises.get(chapter, set())
    if verb == "check" and given["exercise"] not in known:
        lab.problems.append(f"{place}: {chapter}/exercises has no LAB_TODO(\"{given['exercise']}\")"
                            f"{nearest(given['exercise'], known)}")


def fresh_prose(lab, page, number, line):
    """The line with its numbers as measured; complains of what it cites in vain."""
    chapter, place = posixpath.dirname(page), f"{page}:{number}"
    for mark, target in links(line):
        check_link(lab, place, chapter, mark, target)
    if any(NUM.search(span[0]) for span in CODE_SPAN.finditer(line)):
        lab.problems.append(f"{place}: a num: comment inside `…` would be printed: put it behind")

    def fresh(found):
        if found[1] is None and re.search(r"[A-Za-z0-9.,*_)%]$", line[:found.start()]):
            lab.problems.append(f"{place}: {found[0]} stands right behind its number, before any * _ % or unit")
            return found[0]
        text = lab.number(place, chapter, found[2])
        comment = found[0][len(found[1] or ""):]
        return found[0] if text is None else text + comment
    return NUMBER.sub(fresh, line)


def fresh_block(lab, page, block):
    """The body that the block should have; complains of a block that is neither copy nor marked."""
    place, source = f"{page}:{block.first}", block.source()
    if not block.last:
        lab.problems.append(f"{place}: the block is never closed")
    if source is None:
        if block.language not in PLAIN:
            lab.problems.append(f"{place}: a block of {block.language or 'nothing'} is neither snippet=path"
                                f"#tag nor {', '.join(PLAIN)}")
        return block.body
    lines = lab.snippet(place, *source)
    if lines is None:
        return block.body
    if any(line.lstrip().startswith(block.fence) for line in lines):
        lab.problems.append(f"{place}: the region holds {block.fence} itself: open the block with more")
        return block.body
    return [(block.indent + line).rstrip() for line in lines]


def fresh_page(lab, page, text):
    """(the page as it should be, what is stale in it, as lines to print)."""
    blocks, prose = take_apart(text)
    lines, stale = text.split("\n"), []
    pieces = []  # (first line, lines it replaces, new lines)
    for number, line in prose:
        new = fresh_prose(lab, page, number, line)
        pieces.append((number, 1, [new]))
        if new != line:
            stale.append(f"{page}:{number}: a number is not as measured: run tools/snippets.py")
    for block in blocks:
        new = fresh_block(lab, page, block)
        pieces.append((block.first + 1, len(block.body), new))
        if new != block.body:
            path, tag = block.source()
            stale.append(f"{page}:{block.first}: the block is not as {path}#{tag}: run tools/snippets.py")
    for first, count, new in sorted(pieces, key=lambda piece: piece[0], reverse=True):
        lines[first - 1:first - 1 + count] = new
    return "\n".join(lines), stale


def look_at(files, names=()):
    """({page: fresh text} of the pages that change, what is stale, other problems)."""
    lab, changed, stale = Lab(files, names), {}, []
    for page, text in files.items():
        if not LESSON_PAGE.fullmatch(page):
            continue
        fresh, found = fresh_page(lab, page, text)
        stale += found
        if fresh != text:
            changed[page] = fresh
    return changed, stale, lab.problems + list(lab.never_cited())


def by_place(problem):
    """Sorts `file:line: what` by file and line."""
    place = re.match(r"(.*?):(\d+):", problem)
    return (place[1], int(place[2])) if place else (problem, 0)


def main():
    check, names = "--check" in sys.argv, [path.as_posix() for path in project_files()]
    wanted = [name for name in names if mark_of(name) or name.startswith("chapters/")]
    files = {name: read(name) for name in wanted if mark_of(name) or name.endswith((".md", ".json"))}
    changed, stale, problems = look_at(files, names)
    if not check:
        for page, text in changed.items():
            (ROOT / page).write_text(text, encoding="utf-8")
            print(f"{page}: brought up to date")
        stale = []
    pages = sum(bool(LESSON_PAGE.fullmatch(name)) for name in names)
    problems = sorted(stale + problems, key=by_place)
    return finish("snippets.py", problems, check, f"{pages} page(s) of lessons")


if __name__ == "__main__":
    sys.exit(main())
