#!/usr/bin/env python3
"""The numbers of lesson 10 that stand in the log of a run. No packages. Prints `KEY VALUE`, one a line.

    ./lab train gpt --data input.txt --out runs/ch10 --plain
    python3 chapters/10_gpt/expected/from_log.py runs/ch10            all of them
    python3 chapters/10_gpt/expected/from_log.py runs/ch10 clip       those whose key begins with "clip"
"""
import json
import pathlib
import sys

BIGRAM = "bigram"  # the line of the count model that `pairs-passed` asks for


def log_numbers(run):
    config = json.loads((run / "config.json").read_text(encoding="utf-8"))
    lines = (run / "log.jsonl").read_text(encoding="utf-8").splitlines()
    steps = [entry for entry in map(json.loads, lines) if entry["t"] == "step"]
    norms = [s["grad_norm"] for s in steps if s["grad_norm"] is not None]
    yield "clip-steps", sum(norm > 1 for norm in norms)
    yield "clip-first", norms[0]
    yield "clip-largest", max(norms)
    yield "clip-last", norms[-1]
    yield "update-first", steps[1]["update_norm"]
    yield "update-last", steps[-1]["update_norm"]
    for step in (0, 100, 200, 500, 1000, 2000):
        yield f"valid-{step}", next(s["valid"] for s in steps if s["step"] == step)
    pairs = next(line["nats"] for line in config["references"] if line["key"] == BIGRAM)
    losses = [s["loss"] for s in steps[1:]]
    yield "pairs-passed", next(i + 1 for i in range(20, len(losses)) if sum(losses[i - 19:i + 1]) / 20 < pairs)


def main():
    run, wanted = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    for key, number in log_numbers(run):
        if key.startswith(wanted):
            print(key, f"{number:.6g}")


if __name__ == "__main__":
    main()
