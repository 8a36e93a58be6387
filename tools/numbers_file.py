"""chapters/NN_name/expected/numbers.json: what was measured, and how a lesson writes it.

{KEY: {"value": 2.3031, "text": "2.30", "tolerance": 0.05, "unit": "nats/char", "command": "lmlab train …"}}

`value` is what tools/check_numbers.py asserts within `tolerance`; `text` is the number as written, or a
range of two, `1.98–2.10`. Units stand in the prose: they are translated.

`command` gives the number: it prints a line `KEY VALUE`, or what `find` finds, a pattern with one group
(found several times: their mean). May be there too: `minutes`, how long the command takes if that is long;
`machine`, "2026-11-21, one core of …", for what depends on a machine's speed and is not asserted again.
"""
import json
import re

ONE = r"[-+−]?\d(?:[\d.,]*\d)?(?:[eE][-+]?\d+)?"
TEXT = rf"{ONE}(?:–{ONE})?"
FIELDS = {"value": (int, float), "text": str, "tolerance": (int, float), "unit": str, "command": str}
OPTIONAL = {"find": str, "minutes": (int, float), "machine": str}
DATED = re.compile(r"\d{4}-\d\d-\d\d, \S.*")


def without_repetition(pairs):
    """For json.loads: a key that stands twice is a mistake."""
    keys = [key for key, _ in pairs]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise ValueError(f"the key {twice} stands twice")
    return dict(pairs)


def load_json(path, text):
    """(value, problems) of a JSON file; value None if it is none."""
    try:
        return json.loads(text, object_pairs_hook=without_repetition), []
    except json.JSONDecodeError as error:
        return None, [f"{path}:{error.lineno}: not JSON: {error.msg}"]
    except ValueError as error:
        return None, [f"{path}:1: {error}"]


def line_of(text, word):
    """The line that holds "word", quotes included; 1 if none does."""
    at = text.find(f'"{word}"')
    return text.count("\n", 0, max(at, 0)) + 1


def plain(number):
    return float(number.replace(",", "").replace("−", "-"))


def entry_problem(entry):
    """What is wrong with one entry, or None."""
    if not isinstance(entry, dict) or set(entry) - set(OPTIONAL) != set(FIELDS):
        return f"wants {', '.join(FIELDS)}, and at most {', '.join(OPTIONAL)} besides"
    for field, kind in (FIELDS | OPTIONAL).items():
        if field not in entry:
            continue
        if isinstance(entry[field], bool) or not isinstance(entry[field], kind):
            return f"{field} wants {'a string' if kind is str else 'a number'}, got {entry[field]!r}"
    if entry["tolerance"] < 0:
        return f"tolerance {entry['tolerance']} is below 0"
    return optional_problem(entry) or text_problem(entry)


def optional_problem(entry):
    """What is wrong with how the number is found, or None."""
    try:
        groups = re.compile(entry.get("find", "()")).groups
    except re.error as error:
        return f"find is no pattern: {error}"
    if groups != 1:
        return f"find wants one group, the number; got {groups}"
    if not DATED.fullmatch(entry.get("machine", "2000-01-01, none")):
        return f"machine {entry['machine']!r} wants a date and which machine: 2026-11-21, one core of …"
    if "machine" not in entry and re.search(r"\bbench\b", entry["command"]):
        return "a speed: wants machine, the date and the machine that it was measured on"
    return None


def text_problem(entry):
    """What is wrong with the number as written, or None."""
    if not re.fullmatch(TEXT, entry["text"]):
        return f"text {entry['text']!r} is no number (units stand in the prose)"
    ends = [plain(number) for number in re.findall(ONE, entry["text"])]
    slack = entry["tolerance"] if len(ends) == 1 else 0
    if not ends[0] - slack <= entry["value"] <= ends[-1] + slack:
        return f"text {entry['text']} is further than the tolerance from the value {entry['value']}"
    return None


def read_numbers(path, text):
    """({KEY: (line, text)}, problems) of one file; text is None where the entry is faulty."""
    data, problems = load_json(path, text)
    if data is not None and not isinstance(data, dict):
        problems.append(f"{path}:1: wants an object {{KEY: {{…}}}}")
    found = {}
    for key, entry in data.items() if isinstance(data, dict) else ():
        line, wrong = line_of(text, key), entry_problem(entry)
        found[key] = (line, None if wrong else entry["text"])
        problems += [f"{path}:{line}: {key}: {wrong}"] if wrong else []
    return found, problems
