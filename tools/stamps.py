"""Which Korean section translates which state of the English one, and the other way round.

Under each heading of a Korean lesson page stands `<!-- of: EN KO -->`: fingerprints of the English
section and of the Korean one as they were when somebody compared them. A section that was changed
since then makes its partner the older one. `tools/parity.py --stamp PAGE.ko.md[:LINE]` writes them.

Not git's dates: they are gone in a shallow clone, in a squash and in an unpacked archive, they know
whole files only, and they call a translation new because a comma was moved in it.
"""
import hashlib
import re

from numbers_file import TEXT
from pages import HEADING, NUM, take_apart

STAMP = re.compile(r"^<!-- of: ([0-9a-f]{8}) ([0-9a-f]{8}) -->$")
MEASURED = re.compile(rf"(?:{TEXT})?{NUM.pattern}")


def sections(text):
    """[(line of the heading, its lines)]; without what other tools write: snippets, numbers, stamps."""
    blocks, prose = take_apart(text)
    lines = [(number, line, HEADING.match(line)) for number, line in prose if not STAMP.match(line)]
    for block in blocks:
        body = [] if block.source() else block.body
        lines.append((block.first, "\n".join([block.language + " " + block.info] + body), None))
    found = []
    for number, line, heading in sorted(lines, key=lambda entry: entry[0]):
        if heading:
            found.append((number, []))
        if found:
            found[-1][1].append(MEASURED.sub(r"<\1>", line))
    return found


def fingerprint(lines):
    """Eight digits that change when the words do, not when lines are broken elsewhere."""
    words = " ".join(" ".join(lines).split())
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def stamps(text):
    """{line of the heading: (line of the stamp, English fingerprint, Korean fingerprint)}"""
    found, heading = {}, 0
    for number, line in take_apart(text)[1]:
        stamp = STAMP.match(line)
        if HEADING.match(line):
            heading = number
        elif stamp and heading not in found:
            found[heading] = (number, stamp[1], stamp[2])
    return found


def check(en_path, en_text, ko_path, ko_text):
    """What is older than its partner. Nothing where the headings do not pair: that is said elsewhere."""
    en, ko, known, problems = sections(en_text), sections(ko_text), stamps(ko_text), []
    for (line_en, lines_en), (line_ko, lines_ko) in zip(en, ko) if len(en) == len(ko) else ():
        here, there = f"{ko_path}:{line_ko}", f"{en_path}:{line_en}"
        _, old_en, old_ko = known.get(line_ko, (0, None, None))
        new_en, new_ko = fingerprint(lines_en) != old_en, fingerprint(lines_ko) != old_ko
        then = f"compare them, then tools/parity.py --stamp {here}"
        if old_en is None:
            problems.append(f"{here}: nobody has said that this section says what {there} says: {then}")
        elif new_en and new_ko:
            problems.append(f"{here}: both this section and {there} changed since they were compared: {then}")
        elif new_en:
            problems.append(f"{here}: older: {there} was changed since: {then}")
        elif new_ko:
            problems.append(f"{there}: older: {here} was changed since: {then}")
    return problems


def stamped(en_text, ko_text, only=None):
    """(the Korean page with fresh stamps, how many changed); `only`: a line within the one section meant.
    Throws ValueError if the headings do not pair or no section is there."""
    en, ko, known = sections(en_text), sections(ko_text), stamps(ko_text)
    if len(en) != len(ko):
        raise ValueError(f"{len(en)} headings in English, {len(ko)} in Korean: make them pair first")
    meant = [line for line, _ in ko if only is None or line <= only]
    if not meant:
        raise ValueError(f"no section stands at line {only}")
    lines, changed = ko_text.split("\n"), 0
    for (_, lines_en), (line, lines_ko) in reversed(list(zip(en, ko))):
        if line not in (meant if only is None else meant[-1:]):
            continue
        stamp = f"<!-- of: {fingerprint(lines_en)} {fingerprint(lines_ko)} -->"
        at, old = (known[line][0] - 1, 1) if line in known else (line, 0)
        changed += lines[at:at + old] != [stamp]
        lines[at:at + old] = [stamp]
    return "\n".join(lines), changed
