#!/usr/bin/env python3
"""The numbers of lesson 3 that stand in the log of its run. Prints `KEY VALUE`, one a line.

    python3 chapters/03_ngram/expected/from_log.py runs/ch03
"""
import json
import pathlib
import sys


def main():
    lines = (pathlib.Path(sys.argv[1]) / "log.jsonl").read_text(encoding="utf-8").splitlines()
    steps = [entry for entry in map(json.loads, lines) if entry["t"] == "step"]
    for step in (190, 200):
        print(f"valid-{step}", f"{next(s['valid'] for s in steps if s['step'] == step):.6g}")


if __name__ == "__main__":
    main()
