"""What the tools see of a Markdown page: blocks of code, prose, sections, links."""
import dataclasses
import difflib
import re

FENCE = re.compile(r"^(\s*)(```+|~~~+)\s*(\S*)\s*(.*?)\s*$")
HEADING = re.compile(r"^(#{1,6})\s+(.*)")
LESSON_PAGE = re.compile(r"chapters/(\d\d)_(\w+)/[^/]+\.md")
NUM = re.compile(r"<!--\s*num:\s*(\S*?)\s*-->")
COMMENT = re.compile(r"<!--.*?-->")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
TARGET = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)[^)]*\)|<img[^>]*\ssrc=\"([^\"]+)\"")


@dataclasses.dataclass
class Block:
    """A fenced block; `first` and `last` are the line numbers of its fences, last 0 = never closed."""
    first: int
    indent: str
    fence: str
    language: str
    info: str  # what follows the language
    body: list = dataclasses.field(default_factory=list)
    last: int = 0

    def source(self):
        """('path', 'tag') of `snippet=path#tag`, ('path', '') without a tag, None if it is no snippet."""
        found = re.search(r"(?:^|\s)snippet=([^#\s]*)#?(\S*)", self.info)
        return (found[1], found[2]) if found else None


def take_apart(text):
    """(blocks, prose): prose is (line number, line) of everything outside of them."""
    blocks, prose, block = [], [], None
    for number, line in enumerate(text.split("\n"), 1):
        fence = FENCE.match(line)
        if block is None and fence:
            block = Block(number, fence[1], fence[2], fence[3], fence[4])
            blocks.append(block)
        elif block is None:
            prose.append((number, line))
        elif fence and fence[2].startswith(block.fence) and not fence[3]:
            block.last, block = number, None
        else:
            block.body.append(line)
    return blocks, prose


def links(line):
    """('!' or '', target) of each link and picture of a line of prose."""
    for mark, _, target, source in TARGET.findall(CODE_SPAN.sub("", line)):
        yield "!" if mark or source else "", target or source


def nearest(name, known):
    """The end of an error message: the known name that resembles `name`, or what there is."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; there are: {', '.join(known[:12])}" if known else "; there are none"
