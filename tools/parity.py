#!/usr/bin/env python3
"""Korean and English pages say the same: README.md with README.ko.md, lesson.md with lesson.ko.md.

    tools/parity.py            prints what differs, as `file:line: what`
    tools/parity.py --check    the same, and exit code 1 if anything does

Compared, in order: the levels of the headings, code blocks (their comments may be translated),
pictures, links, and, section by section, the numbers in the text. Of the tables of strings in
viz/i18n: the keys and the places that are filled in, {0}, {1}.
"""
import collections
import dataclasses
import re
import sys

from project_files import ROOT, finish, project_files, read

FENCE = re.compile(r"^(\s*)(```+|~~~+)\s*(\S*)")
HEADING = re.compile(r"^(#{1,6})\s+(.*)")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)[^)]*\)|<img[^>]*\ssrc=\"([^\"]+)\"")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)*")
COMMENT = re.compile(r"(^|\s)(#|//)\s.*$")


@dataclasses.dataclass
class Page:
    """What must be equal in both languages; each item is (line number, value)."""
    path: str
    headings: list = dataclasses.field(default_factory=list)
    code: list = dataclasses.field(default_factory=list)
    pictures: list = dataclasses.field(default_factory=list)
    links: list = dataclasses.field(default_factory=list)
    numbers: list = dataclasses.field(default_factory=list)  # one (line, Counter) per section


def neutral(target):
    """A link or picture without its language: screen.ko.png, screen_ko.png -> screen.png.

    An anchor within a page is named after a heading, which is translated.
    """
    target = re.sub(r"[._-](ko|en)(?=\.\w+(#|$))", "", target)
    return re.sub(r"#.*", "#", target)


def code_line(line):
    """A line of code without its comment."""
    return COMMENT.sub("", line).rstrip()


def parse(path, text):
    page, block, opened = Page(path), None, ""
    page.numbers.append((1, collections.Counter()))
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if block is not None:
            if fence and fence[2].startswith(opened) and not fence[3]:
                page.code.append(block)
                block = None
            elif code_line(line):
                block[1].append(code_line(line))
        elif fence:
            opened, block = fence[2], (number, [fence[3]])
        else:
            read_prose(page, number, line)
    if block is not None:
        page.code.append(block)
    return page


def read_prose(page, number, line):
    heading = HEADING.match(line)
    if heading:
        page.headings.append((number, len(heading[1])))
        page.numbers.append((number, collections.Counter()))
    for mark, _, target, source in LINK.findall(line):
        (page.pictures if mark or source else page.links).append((number, neutral(target or source)))
    words = re.sub(r"^\s*\d+[.)]\s", "", LINK.sub(r" \2 ", line))  # numbered lists count by themselves
    found = (value.replace(",", "") for value in NUMBER.findall(words))
    page.numbers[-1][1].update(found)


def first_difference(name, one, two, show):
    """A line that says where two lists part, or None."""
    for (line_a, a), (line_b, b) in zip(one[1], two[1]):
        if a != b:
            return f"{two[0]}:{line_b}: {name} is {show(b)}, but {one[0]}:{line_a} has {show(a)}"
    if len(one[1]) != len(two[1]):
        longer = one if len(one[1]) > len(two[1]) else two
        other = two if longer is one else one
        line, value = longer[1][len(other[1])]
        return f"{longer[0]}:{line}: {name} {show(value)} has no partner in {other[0]}"
    return None


def show_code(block):
    return f"a block of {len(block) - 1} line(s) that begins `{(block[1:] or [''])[0]}`"


def compare_code(en, ko):
    """Like first_difference, but names the line of code at which two blocks part."""
    for (line_a, a), (line_b, b) in zip(en.code, ko.code):
        for x, y in zip(a + [""], b + [""]):
            if x != y:
                return [f"{ko.path}:{line_b}: code `{y}`, but {en.path}:{line_a} has `{x}`"]
    gap = first_difference("code", (en.path, en.code), (ko.path, ko.code), show_code)
    return [gap] if gap else []


def compare_numbers(en, ko):
    """Numbers that one section has and its partner lacks."""
    found = []
    for (line_a, a), (line_b, b) in zip(en.numbers, ko.numbers):
        if a != b:
            lacks, extra = sorted((a - b).elements()), sorted((b - a).elements())
            what = "; ".join(filter(None, (lacks and f"lacks {', '.join(lacks)}",
                                           extra and f"has besides {', '.join(extra)}")))
            found.append(f"{ko.path}:{line_b}: the section's numbers differ from "
                         f"{en.path}:{line_a}: {what}")
    return found


def compare(en, ko):
    """All differences; numbers only when the sections can be paired."""
    found = []
    for name, field in (("heading level", "headings"), ("picture", "pictures"), ("link", "links")):
        gap = first_difference(name, (en.path, getattr(en, field)), (ko.path, getattr(ko, field)), repr)
        found += [gap] if gap else []
    found += compare_code(en, ko)
    if len(en.headings) == len(ko.headings):
        found += compare_numbers(en, ko)
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


def pairs():
    """(English path, Korean path) of every page that has to be in both languages."""
    names = {path.as_posix() for path in project_files(".md")}
    pages = {re.sub(r"\.ko\.md$", ".md", name) for name in names}
    wanted = [page for page in pages if page == "README.md" or page.endswith("/lesson.md")
              or page.replace(".md", ".ko.md") in names]
    return [(page, page.replace(".md", ".ko.md")) for page in sorted(wanted)], names


def main():
    problems, (wanted, names) = [], pairs()
    for en, ko in wanted:
        absent = [path for path in (en, ko) if path not in names]
        if absent:
            problems += [f"{path}: missing; its partner is there" for path in absent]
        else:
            problems += compare(parse(en, read(en)), parse(ko, read(ko)))
    tables = ("viz/i18n/en.inc", "viz/i18n/ko.inc")
    if all((ROOT / table).is_file() for table in tables):
        problems += compare_tables(tables[0], read(tables[0]), tables[1], read(tables[1]))
    return finish("parity.py", problems, "--check" in sys.argv, f"{len(wanted)} pair(s) of pages")


if __name__ == "__main__":
    sys.exit(main())
