#!/usr/bin/env python3
"""How often a word of a text occurs, and after how many different ones. Prints `KEY VALUE`, one a line.

    ./lab data make tinytown -o town.txt
    python3 chapters/03_ngram/expected/doors.py town.txt
"""
import pathlib
import sys


def main():
    lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    for word in ("liked", "could"):
        before = [a for line in lines for a, b in zip(line.split(), line.split()[1:]) if b == word]
        print(f"doors-{word}-count", len(before))
        print(f"doors-{word}-kinds", len(set(before)))


if __name__ == "__main__":
    main()
