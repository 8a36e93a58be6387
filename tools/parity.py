#!/usr/bin/env python3
"""Korean and English pages say the same: README.md with README.ko.md, every page of a chapter.

    tools/parity.py                          prints what differs, as `file:line: what`
    tools/parity.py --check                  the same, and exit code 1 if anything does
    tools/parity.py --stamp PAGE[:LINE] …    says that the sections of these lesson pages (or the one
                                             at LINE) were compared and say the same (tools/stamps.py)

Compared, in order: the levels of the headings, code blocks (their comments may be translated) and
snippets, pictures, links, `lab:` links; section by section, as word order differs: measured numbers
(by KEY), exercises, and all numbers in the text. Korean pages and strings use the words of
chapters/GLOSSARY.md. Of the tables of strings in viz/i18n: the keys and the places that are filled
in, {0}, {1}.
"""
import collections
import dataclasses
import difflib
import pathlib
import re
import sys

import glossary
import stamps
from pages import COMMENT, HEADING, LESSON_PAGE, NUM, TARGET, take_apart
from project_files import ROOT, finish, project_files, read

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)*")
CODE_COMMENT = re.compile(r"(^|\s)(#|//)\s.*$")
GLOSSARY = "chapters/GLOSSARY.md"


@dataclasses.dataclass
class Page:
    """What must be equal in both languages; each item is (line number, value)."""
    path: str
    headings: list = dataclasses.field(default_factory=list)
    code: list = dataclasses.field(default_factory=list)
    snippets: list = dataclasses.field(default_factory=list)
    pictures: list = dataclasses.field(default_factory=list)
    links: list = dataclasses.field(default_factory=list)
    lab_links: list = dataclasses.field(default_factory=list)
    # one (line, Counter) per section
    numbers: list = dataclasses.field(default_factory=list)
    measured: list = dataclasses.field(default_factory=list)
    exercises: list = dataclasses.field(default_factory=list)


def neutral(target):
    """A link or picture without its language: screen.ko.png, screen_ko.png -> screen.png.

    An anchor within a page is named after a heading, which is translated; so may be the text of a probe.
    """
    if target.startswith("lab:"):
        return re.sub(r"(?<=[?&]text=)[^&]*", "…", target)
    target = re.sub(r"[._-](ko|en)(?=\.\w+(#|$))", "", target)
    return re.sub(r"#.*", "#", target)


def code_line(line):
    """A line of code without its comment."""
    return CODE_COMMENT.sub("", line).rstrip()


def parse(path, text):
    page, (blocks, prose) = Page(path), take_apart(text)
    for block in blocks:
        if block.source():
            page.snippets.append((block.first, "#".join(block.source())))
        else:
            lines = [line for line in map(code_line, block.body) if line]
            page.code.append((block.first, (block.language, *lines)))
    open_section(page, 1)
    for number, line in prose:
        read_prose(page, number, line)
    return page


def open_section(page, number):
    for of_section in (page.numbers, page.measured, page.exercises):
        of_section.append((number, collections.Counter()))


def read_prose(page, number, line):
    heading = HEADING.match(line)
    if heading:
        page.headings.append((number, len(heading[1])))
        open_section(page, number)
    page.measured[-1][1].update(NUM.findall(line))
    line = COMMENT.sub("", stamps.MEASURED.sub("", line))
    for mark, _, target, source in TARGET.findall(line):
        kind = page.pictures if mark or source else page.links
        kind = page.lab_links if target.startswith("lab:") else kind
        kind.append((number, neutral(target or source)))
    words = re.sub(r"^\s*\d+[.)]\s", "", TARGET.sub(r" \2 ", line))  # numbered lists count by themselves
    chapter = LESSON_PAGE.fullmatch(page.path)
    for value in (value.replace(",", "") for value in NUMBER.findall(words)):
        own = chapter and re.fullmatch(rf"{int(chapter[1])}\.\d\d?", value)  # 10.1 in chapter 10
        (page.exercises if own else page.numbers)[-1][1][value] += 1


def one_line(value):
    """A value as a message shows it."""
    if isinstance(value, tuple):
        return f"a block of {len(value) - 1} line(s) that begins `{(value[1:] or ('',))[0]}`"
    return repr(value)


def parting(a, b):
    """Of two blocks of code the lines at which they part, of other values these themselves."""
    if not isinstance(a, tuple):
        return repr(a), repr(b)
    return next((f"`{x}`", f"`{y}`") for x, y in zip(a + ("",) * len(b), b + ("",) * len(a)) if x != y)


def differences(name, en, ko, field):
    """Where two lists part: what each page has otherwise, and what it lacks."""
    a, b, found = getattr(en, field), getattr(ko, field), []
    pairs = difflib.SequenceMatcher(None, [value for _, value in a], [value for _, value in b], False)
    for kind, a0, a1, b0, b1 in pairs.get_opcodes() if a or b else ():
        both = min(a1 - a0, b1 - b0) if kind != "equal" else 0
        for (line_a, x), (line_b, y) in zip(a[a0:a0 + both], b[b0:b0 + both]):
            want, got = parting(x, y)
            found.append(f"{ko.path}:{line_b}: {name} is {got}, but {en.path}:{line_a} has {want}")
        if kind == "equal":
            continue
        for line, value in a[a0 + both:a1]:
            found.append(f"{ko.path}: lacks the {name} of {en.path}:{line}: {one_line(value)}")
        for line, value in b[b0 + both:b1]:
            found.append(f"{en.path}: lacks the {name} of {ko.path}:{line}: {one_line(value)}")
    return found


def compare_sections(name, en, ko, field):
    """What one section names and its partner lacks, whatever the order."""
    found = []
    for (line_a, a), (line_b, b) in zip(getattr(en, field), getattr(ko, field)):
        here, there = f"{ko.path}:{line_b}", f"{en.path}:{line_a}"
        lacks = [f"{place} lacks {', '.join(sorted(values.elements()))}"
                 for place, values in (("the Korean", a - b), ("the English", b - a)) if values]
        if lacks:
            found.append(f"{here}: {name} of this section and of {there}: {'; '.join(lacks)}")
    return found


def compare(en, ko):
    """All differences; those within sections only when the sections can be paired."""
    found = []
    for name, field in (("heading level", "headings"), ("code", "code"), ("snippet", "snippets"),
                        ("picture", "pictures"), ("link", "links"), ("lab link", "lab_links")):
        found += differences(name, en, ko, field)
    if len(en.headings) == len(ko.headings):
        for name, field in (("measured numbers", "measured"), ("exercises", "exercises"),
                            ("numbers", "numbers")):
            found += compare_sections(name, en, ko, field)
    return found


def compare_tables(en_path, en_text, ko_path, ko_text):
    """Strings that one table lacks, or that are filled in differently."""
    entry = re.compile(r'LAB_STRING\(\s*(\w+)\s*,\s*((?:"(?:\\.|[^"\\])*"\s*)+)\)')
    en, ko = ({found[1]: found for found in entry.finditer(text)} for text in (en_text, ko_text))
    found = [f"{path}: lacks the string {key}" for path, mine, other in
             ((ko_path, ko, en), (en_path, en, ko)) for key in other if key not in mine]
    for key in (key for key in en if key in ko):
        want, got = (sorted(set(re.findall(r"\{\d+\}", table[key][2]))) for table in (en, ko))
        if want != got:
            line = ko_text.count("\n", 0, ko[key].start()) + 1
            found.append(f"{ko_path}:{line}: {key} fills in {got}, but {en_path} fills in {want}")
    return found


def pairs(names):
    """(English path, Korean path) of every page that has to be in both languages."""
    names = {name for name in names if name.endswith(".md")}
    pages = {re.sub(r"\.ko\.md$", ".md", name) for name in names}
    wanted = [page for page in pages if page == "README.md" or page.replace(".md", ".ko.md") in names
              or LESSON_PAGE.fullmatch(page) and not page.endswith("/README.md")]
    return [(page, page.replace(".md", ".ko.md")) for page in sorted(wanted)]


def look_at(files):
    """All that differs in {path: text}."""
    problems, terms, wanted = [], [], pairs(files)
    if GLOSSARY in files:
        terms, problems = glossary.parse(GLOSSARY, files[GLOSSARY])
    elif any(LESSON_PAGE.fullmatch(en) for en, _ in wanted):
        problems.append(f"{GLOSSARY}: missing; it says which words the lessons use")
    for en, ko in wanted:
        absent = [path for path in (en, ko) if path not in files]
        if absent:
            problems += [f"{path}: missing; its partner is there" for path in absent]
            continue
        problems += compare(parse(en, files[en]), parse(ko, files[ko]))
        problems += glossary.check_page(ko, files[ko], terms)
        if LESSON_PAGE.fullmatch(en):
            problems += stamps.check(en, files[en], ko, files[ko])
    en, ko = "viz/i18n/en.inc", "viz/i18n/ko.inc"
    if en in files and ko in files:
        problems += compare_tables(en, files[en], ko, files[ko])
        for number, line in enumerate(files[ko].split("\n"), 1):
            problems += glossary.complaints(ko, number, line, terms)
    return problems, len(wanted)


def stamp(pages):
    """Stamps what the command line names; the exit code."""
    for name in pages:
        path, _, line = name.partition(":")
        path = pathlib.Path(path).resolve()
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
        name = re.sub(r"(\.ko)?\.md$", ".ko.md", name)
        en = name.replace(".ko.md", ".md")
        if not LESSON_PAGE.fullmatch(name) or not all((ROOT / page).is_file() for page in (en, name)):
            print(f"parity.py: {name}: want a page chapters/NN_name/*.ko.md whose English partner exists")
            return 2
        try:
            text, changed = stamps.stamped(read(en), read(name), int(line) if line else None)
        except ValueError as error:
            print(f"parity.py: {name}: {error}")
            return 1
        (ROOT / name).write_text(text, encoding="utf-8")
        print(f"{name}: {changed} section(s) stamped")
    return 0


def main():
    if "--stamp" in sys.argv:
        return stamp(sys.argv[sys.argv.index("--stamp") + 1:])
    names = [path.as_posix() for path in project_files(".md", "i18n/en.inc", "i18n/ko.inc")]
    problems, count = look_at({name: read(name) for name in names})
    return finish("parity.py", problems, "--check" in sys.argv, f"{count} pair(s) of pages")


if __name__ == "__main__":
    sys.exit(main())
