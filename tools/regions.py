"""Tagged regions of source files: the lines between `// [tag]` and `// [/tag]` (`#` in Python, shell, CMake).

Regions may nest and overlap; no tag line is part of any region.
"""
import dataclasses
import re
import textwrap

SLASHES = (".h", ".cpp", ".inc")
HASHES = (".py", ".sh", ".cmake", "CMakeLists.txt")
MARK = {mark: re.compile(rf"^\s*{mark}\s*\[(/?)([a-z][a-z0-9_-]*)\]\s*$") for mark in ("//", "#")}


@dataclasses.dataclass
class Region:
    first: int  # line of the opening tag
    lines: list = dataclasses.field(default_factory=list)

    def shown(self):
        """The lines as a lesson prints them: no common indent, no blank lines around."""
        return textwrap.dedent("\n".join(self.lines)).strip("\n").split("\n")


def mark_of(path):
    """The comment that a file of this name writes tags in; None if it has no regions."""
    if path.endswith(SLASHES):
        return "//"
    return "#" if path.endswith(HASHES) else None


def read_regions(path, text):
    """({tag: Region}, problems) of one file."""
    found, problems, pattern = {}, [], MARK[mark_of(path)]
    open_tags = {}
    for number, line in enumerate(text.splitlines(), 1):
        tag = pattern.match(line)
        if not tag:
            for region in open_tags.values():
                region.lines.append(line.rstrip())
        elif tag[1] and tag[2] in open_tags:
            region = open_tags.pop(tag[2])
            if not any(region.lines):
                problems.append(f"{path}:{region.first}: the region [{tag[2]}] is empty")
        elif tag[1]:
            problems.append(f"{path}:{number}: [/{tag[2]}] closes a region that is not open")
        elif tag[2] in found:
            problems.append(f"{path}:{number}: the tag [{tag[2]}] is defined twice, first in line "
                            f"{found[tag[2]].first}")
        else:
            found[tag[2]] = open_tags[tag[2]] = Region(number)
    problems += [f"{path}:{region.first}: the region [{tag}] is never closed: want [/{tag}]"
                 for tag, region in open_tags.items()]
    return found, problems
