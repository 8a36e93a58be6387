"""chapters/GLOSSARY.md: one word per thing in both languages, and the words that we do not use.

A table whose header row names the columns English, Korean and "not used". Cells hold words parted by
commas; what stands in parentheses is a remark. A page that has to speak of such a word, perhaps to
warn of it, says so in the same line: <!-- word: 변압기 -->.
"""
import dataclasses
import re

from pages import CODE_SPAN, COMMENT, TARGET, take_apart

HANGUL = "가-힣"
# What may follow a short word for it to be that word and not the beginning of another.
PARTICLES = ("은는이가을를의에와과로도만들인란며고" "나", "에서 에게 에는 에도 으로 까지 부터 보다 처럼 마다 라는 라고 "
             "이라 이란 이나 이며 이고 이다 입니다 들이 들을 들은 들의 로는 로도 와는 과는 이라는 이라고 이지만")
AFTER = "|".join(sorted(list(PARTICLES[0]) + PARTICLES[1].split(), key=len, reverse=True))
ALLOWED = re.compile(r"<!--\s*word:\s*(.*?)\s*-->")
COLUMNS = {"english": ("english", "영어"), "korean": ("korean", "한국어"),
           "avoid": ("not used", "쓰지 않는 말", "쓰지 않음")}


@dataclasses.dataclass
class Term:
    english: str
    korean: list
    avoid: list


def cells_of(line):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def words_of(cell):
    """The words of a cell, without remarks in parentheses; a dash stands for none."""
    cell = re.sub(r"\([^)]*\)", "", cell.replace("`", "").replace("*", ""))
    words = [word.strip() for word in re.split(r"[,;、·]|\s/\s", cell)]
    return [word for word in words if word and word not in ("-", "–", "—")]


def parse(path, text):
    """(terms, problems) of the glossary's tables."""
    terms, columns, found_header = [], None, False
    for _, line in take_apart(text)[1]:
        if not line.lstrip().startswith("|"):
            columns = None
            continue
        cells = cells_of(line)
        if columns is None:
            heads = [cell.strip("* `").lower() for cell in cells]
            columns = {name: next((i for i, head in enumerate(heads) if head.startswith(words)), None)
                       for name, words in COLUMNS.items()}
            found_header |= None not in columns.values()
        elif None not in columns.values() and not set(line) <= set("|-: "):
            english, korean, avoid = (cells[columns[name]] if columns[name] < len(cells) else ""
                                      for name in COLUMNS)
            terms.append(Term(english, words_of(korean), words_of(avoid)))
    problem = f"{path}:1: wants a table with the columns English, Korean and not used"
    return terms, [] if found_header else [problem]


def pattern_of(word):
    """Finds the word at its beginning; one of three letters or more wherever it stands."""
    if len(word) >= 3:
        return re.compile(re.escape(word))
    return re.compile(rf"(?<![{HANGUL}]){re.escape(word)}(?:{AFTER})?(?![{HANGUL}])")


def complaints(path, number, line, terms):
    """Of one line of prose without code."""
    allowed = {word for cell in ALLOWED.findall(line) for word in words_of(cell)}
    plain = COMMENT.sub("", line)
    for term in terms:
        for word in term.avoid:
            rest = plain
            for right in (right for other in terms for right in other.korean if word in right):
                rest = rest.replace(right, "")
            if word not in allowed and pattern_of(word).search(rest):
                right = ", ".join(term.korean) or term.english
                yield f"{path}:{number}: we do not say {word}: {right} ({term.english})"


def check_page(path, text, terms):
    """Words in the prose of a Korean page that the glossary does not want."""
    found = []
    for number, line in take_apart(text)[1]:
        line = TARGET.sub(r" \2 ", CODE_SPAN.sub(" ", line))
        found += complaints(path, number, line, terms)
    return found
