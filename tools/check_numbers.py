#!/usr/bin/env python3
"""The numbers in the lessons are what their commands print: runs the commands and compares.

    tools/check_numbers.py                  those that take seconds and whose run or text is at hand
    tools/check_numbers.py KEY …            only numbers whose name begins so
    tools/check_numbers.py --level LEVEL    only these: quick, needs nothing but the program (what CI asserts);
                                            given, needs a recorded run or a text (tools/lesson_runs.py);
                                            long, takes minutes: whole training runs
    … --check                               exit code 1 if a number is not as written, 77 if none was looked at

Each number of chapters/NN_name/expected/numbers.json (tools/numbers_file.py) is found again by its command and
has to lie within its tolerance. A command is run once for all of its numbers: `SCRIPT KEY` as `SCRIPT`, which
prints every `KEY VALUE`; if that is a number of another command, both have to give it. What depends on a machine's
speed has a date and a machine instead.
"""
import argparse
import collections
import re
import sys

import lesson_runs
import numbers_file
from project_files import project_files, read

SECONDS = 300  # for a command that does not say how many minutes it takes
FILE = re.compile(r"chapters/\d\d_\w+/expected/numbers\.json")


def groups_of(entries, wanted):
    """{command: [key]}; `wanted`: beginnings of keys, () for all."""
    groups = collections.defaultdict(list)
    for key, entry in entries.items():
        if not wanted or key.startswith(wanted):
            groups[entry["command"].removesuffix(f" {key}")].append(key)
    return groups


def level_of(command, entry):
    if "machine" in entry:
        return "machine"
    if "minutes" in entry:
        return "long"
    return "given" if lesson_runs.runs_read(command) + lesson_runs.texts_read(command) else "quick"


def why_not(desk, command, entry, levels):
    """Why the numbers of a command are not asserted now, or ''."""
    level = level_of(command, entry)
    if level == "machine":
        return "depends on the speed of a machine: measured " + entry["machine"]
    if level not in levels:
        takes = f"takes {entry['minutes']:g} min: " if level == "long" else ""
        return f"{takes}--level {level}"
    return desk.lacks(command)


def printed(key):
    return rf"^{re.escape(key)} (\S+)$"


def find(entry, key, text):
    """The number that a command printed. Throws Failed if it did not."""
    found = re.findall(entry.get("find", printed(key)), text, re.M)
    try:
        values = [numbers_file.plain(number) for number in found]
    except ValueError:
        raise lesson_runs.Failed(f"find gave {found}, which is no number") from None
    if not values:
        raise lesson_runs.Failed("its output does not have the number")
    return sum(values) / len(values)


def wrong(entry, key, text):
    """What is wrong with one number, or None."""
    try:
        got = find(entry, key, text)
    except lesson_runs.Failed as error:
        return str(error)
    if abs(got - entry["value"]) <= entry["tolerance"]:
        return None
    return f"gives {got:.6g}, written is {entry['value']:g} ± {entry['tolerance']:g}"


class Report:
    def __init__(self, desk, asked):
        self.desk, self.asked = desk, asked
        self.problems, self.asserted, self.skipped = list(desk.problems), 0, collections.Counter()

    def look_at(self, path, text):
        """One numbers.json: runs its commands and compares their numbers."""
        problems = numbers_file.read_numbers(path, text)[1]
        self.problems += problems
        entries = {} if problems else numbers_file.load_json(path, text)[0]
        for command, keys in groups_of(entries, tuple(self.asked.keys)).items():
            for place, problem in self.compare(command, keys, entries):
                self.problems.append(f"{path}:{numbers_file.line_of(text, place)}: {place}: {problem}: {command}")

    def compare(self, command, keys, entries):
        """(key, what is wrong with its number) for the numbers of one command."""
        slowest = max((entries[key] for key in keys), key=lambda entry: ("machine" in entry, "minutes" in entry))
        reason = why_not(self.desk, command, slowest, self.asked.level or ("quick", "given"))
        if reason:
            self.skipped[f"{command}: {reason}"] += len(keys)
            return
        try:
            said = self.desk.output(command, SECONDS + 300 * slowest.get("minutes", 0))
        except lesson_runs.Failed as error:
            yield keys[0], str(error)
            return
        self.asserted += len(keys)
        others = {key for key in re.findall(r"^([a-z][\w-]*) \S+$", said, re.M) if key in entries} - set(keys)
        for key in [*keys, *sorted(others)]:
            entry = entries[key] if key in keys else entries[key] | {"find": printed(key)}
            problem = wrong(entry, key, said)
            if problem:
                yield key, problem


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("keys", nargs="*", metavar="KEY")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--level", action="append", choices=("quick", "given", "long"))
    return lesson_runs.ask(parser)


def main():
    asked, desk = arguments()
    report = Report(desk, asked)
    for path in (path.as_posix() for path in project_files("/expected/numbers.json")):
        if FILE.fullmatch(path):
            report.look_at(path, read(path))
    for reason, count in report.skipped.items():
        print(f"not asserted, {count} number(s): {reason}")
    for problem in report.problems:
        print(problem)
    print(f"check_numbers.py: {len(report.problems)} problem(s); {report.asserted} number(s) asserted, "
          f"{sum(report.skipped.values())} not")
    if not asked.check:
        return 0
    return 1 if report.problems else 0 if report.asserted else 77


if __name__ == "__main__":
    sys.exit(main())
