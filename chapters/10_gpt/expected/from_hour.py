#!/usr/bin/env python3
"""The curve on the bonus page of chapter 10, from the log of its run. No packages. Prints `KEY VALUE`, one a line.

    ./lab train gpt --preset shakespeare-best --data input.txt --out runs/hour --plain
    python3 chapters/10_gpt/expected/from_hour.py runs/hour

`hour-train-N`: mean of the training loss over the 100 steps up to N; `hour-valid-N`: the quick sample at step N.
"""
import json
import pathlib
import sys

STEPS = (200, 800, 1600, 2400, 3200)


def main():
    lines = (pathlib.Path(sys.argv[1]) / "log.jsonl").read_text(encoding="utf-8").splitlines()
    steps = {entry["step"]: entry for entry in map(json.loads, lines) if entry["t"] == "step"}
    for n in STEPS:
        print(f"hour-train-{n}", f"{sum(steps[n - i]['loss'] for i in range(100)) / 100:.6g}")
        print(f"hour-valid-{n}", f"{steps[n]['valid']:.6g}")


if __name__ == "__main__":
    main()
