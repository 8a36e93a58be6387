#!/usr/bin/env python3
"""Makes a chapter that trains, is tested and has a lesson, ready to be filled: the smallest model there is.

    tools/new_chapter.py NN name ["Title" "제목"]   in the table of chapters, the build and the tests too
    … --into FOLDER                                 only the chapter and its test, below that folder

A chapter that chapters/registry.cpp plans keeps its number and name; its titles need not be given.
The files are those of tools/skeleton: a table of bigrams with its tape and taps, its test, both lessons with a
quiz and measured numbers, an exercise with solution, check and planted mistakes.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

import snippets
import stamps
from project_files import ROOT, project_files, read

TEMPLATES = pathlib.Path(__file__).resolve().parent / "skeleton"
REGISTRY, BUILD, TABLE = "chapters/registry.cpp", "chapters/CMakeLists.txt", "chapters/README.md"
ENTRY = re.compile(r'^    \{(\d+), "(\w+)",\s+"(.*?)",\s+"(.*?)",\s+(\w+)\},\n', re.M)
SOURCES = ("chapter", "ghost", "model", "options", "session")


def places(wanted):
    """{template: path in the project}"""
    roots = {"chapter": f"chapters/{wanted.number:02}_{wanted.name}", "test": f"tests/unit/{wanted.name}"}
    found = {}
    for template in sorted(TEMPLATES.rglob("*.tmpl")):
        root, *rest = template.relative_to(TEMPLATES).parts
        found[template] = "/".join([roots[root], fill("/".join(rest), wanted).removesuffix(".tmpl")])
    return found


def refuse(why):
    sys.exit(f"new_chapter.py: {why}")


def planned(number, name):
    """The titles of the registry's entry if the chapter is planned; None if it is unknown to it."""
    for entry in ENTRY.finditer(read(REGISTRY)):
        if (int(entry[1]) == number) != (entry[2] == name):
            refuse(f"{REGISTRY} already has chapter {entry[1]} {entry[2]}: numbers and names are used once")
        if entry[2] == name and entry[5] != "nullptr":
            refuse(f"chapter {number} {name} exists already")
        if entry[2] == name:
            return entry[3], entry[4]
    return None


def check(wanted):
    """Refuses what would break something that exists; completes the titles."""
    number, name = wanted.number, wanted.name
    if not 1 <= number <= 99 or not re.fullmatch(r"[a-z][a-z0-9_]{1,15}", name):
        refuse(f"want a number 1 to 99 and a name of 2 to 16 letters a-z, digits, _; got {number} {name}")
    titles = (wanted.title, wanted.title_ko)
    if not wanted.into:
        before = planned(number, name)
        titles = titles if wanted.title_ko else before or titles
        refuse_what_is_taken(number, name)
    if not titles[1] or re.search(r'["\\@\n]', "".join(titles)):
        refuse("want two titles, English and Korean, without quotes, backslashes and @")
    wanted.title, wanted.title_ko = titles


def refuse_what_is_taken(number, name):
    for path in (path.as_posix() for path in project_files()):
        if path.startswith((f"chapters/{number:02}_", f"tests/unit/{name}/")):
            refuse(f"{path} is there already")
        if path.endswith("CMakeLists.txt") and re.search(rf"\blab_{name}\b|\({name}_test\b", read(path)):
            refuse(f"the name {name} is taken: {path} builds lab_{name} or {name}_test")


def fill(text, wanted):
    camel = "".join(part.capitalize() for part in wanted.name.split("_"))
    for mark, value in (("@NN@", f"{wanted.number:02}"), ("@N@", str(wanted.number)), ("@name@", wanted.name),
                        ("@Name@", camel), ("@Title@", wanted.title), ("@제목@", wanted.title_ko)):
        text = text.replace(mark, value)
    return text


def finish_lessons(root, paths):
    """Gives the lessons the code that they cite, as it is now, and stamps the Korean one."""
    files = {path: (root / path).read_text(encoding="utf-8") for path in paths}
    changed, _, problems = snippets.look_at(files)
    assert not problems, problems  # the skeleton's own
    files |= changed
    ko = next(path for path in files if path.endswith("lesson.ko.md"))
    files[ko] = stamps.stamped(files[ko.replace(".ko.md", ".md")], files[ko])[0]
    for path in {*changed, ko}:
        write(root, path, files[path])


def write(root, path, text):
    """Leaves alone what is as it should be, so that nothing is built anew for it."""
    path = root / path
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def in_registry(wanted):
    """chapters/registry.cpp with the chapter."""
    text, name = read(REGISTRY), wanted.name
    line = f'    {{{wanted.number}, "{name}", "{wanted.title}", "{wanted.title_ko}", make_{name}_chapter}},\n'
    entries = list(ENTRY.finditer(text))
    same = next((entry for entry in entries if entry[2] == name), None)
    after = next((entry for entry in entries if int(entry[1]) > wanted.number), None)
    begin, end = same.span() if same else (after.start(),) * 2 if after else (entries[-1].end(),) * 2
    text = text[:begin] + line + text[end:]
    include = f'#include "chapters/{wanted.number:02}_{name}/chapter.h"\n'
    includes = re.findall(r'#include "chapters/\d\d_\w+/chapter\.h"\n', text)
    return text.replace("".join(includes), "".join(sorted([*includes, include])), 1)


def in_build(wanted):
    """chapters/CMakeLists.txt with the chapter's library."""
    text, name = read(BUILD), wanted.name
    sources = "\n          ".join(f"{wanted.number:02}_{name}/{source}.cpp" for source in SOURCES)
    library = f"lab_library(lab_{name}\n  SOURCES {sources}\n  DEPS lab_optim lab_run)\n"
    at = text.index("lab_library(lab_chapters ")
    return text[:at] + library + re.sub(r"(PRIVATE_DEPS [^)]*)\)", rf"\1 lab_{name})", text[at:], count=1)


def in_table(wanted):
    """chapters/README.md with a row for the chapter, above what is only planned."""
    row = f"| {wanted.number:02} | `{wanted.name}`: {wanted.title} | a skeleton, to be filled |\n"
    return re.sub(r"^(\|[^\n]*\| planned)", lambda found: row + found[1], read(TABLE), count=1, flags=re.M)


def format_code(root, paths):
    """With clang-format, if it is there: how long the lines are depends on the name."""
    paths = [str(root / path) for path in paths if path.endswith((".h", ".cpp"))]
    if shutil.which("clang-format"):
        style = f"--style=file:{ROOT / '.clang-format'}"
        subprocess.run(["clang-format", style, "-i", *paths], check=True)
    else:
        print("clang-format is not installed; where it is, run: clang-format -i", *paths)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("number", type=int)
    parser.add_argument("name")
    parser.add_argument("title", nargs="?", default="")
    parser.add_argument("title_ko", nargs="?", default="")
    parser.add_argument("--into", type=pathlib.Path)
    return parser.parse_args()


def main():
    wanted = arguments()
    check(wanted)
    files = {path: fill(template.read_text(encoding="utf-8"), wanted) for template, path in places(wanted).items()}
    own = list(files)
    if not wanted.into:
        files |= {REGISTRY: in_registry(wanted), BUILD: in_build(wanted), TABLE: in_table(wanted)}
    root = wanted.into or ROOT
    for path, text in files.items():
        write(root, path, text)
    if not wanted.into:
        format_code(root, files)
    finish_lessons(root, own)
    folder = f"chapters/{wanted.number:02}_{wanted.name}"
    if wanted.into:
        return 0
    print(f"""{folder} trains: ./lab train {wanted.name} --preset smoke
How to fill it, in order: {TABLE}, "From skeleton to chapter".""")
    return 0


if __name__ == "__main__":
    sys.exit(main())
