#!/usr/bin/env python3
"""Makes bands.json: the losses that healthy runs have, from runs with several seeds.

    make_bands.py --into FOLDER [--lab build/lmlab] [--text NAME=SPEC ...] [--jobs 1]

trains each recipe on each text with each seed into FOLDER (runs that are there and finished are
taken as they are), asks `lmlab doctor RUN --json` what they reached, and writes bands.json beside
this script. tinyshakespeare is not part of the lab: give its file as
`--text tinyshakespeare=input.txt`, else its bands are kept as they stand.

A band is mean +- half, half = max(3 s sqrt(1 + 1/n), FLOOR[recipe]): s is the standard deviation
over the n seeds, its square averaged over the step and its two neighbours, because few seeds tell
little of a spread; the root because the mean is known no better than s / sqrt(n).
Losses depend neither on the number of threads nor on the machine's load.
"""
import argparse
import concurrent.futures
import json
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SEEDS = {"small": (1, 2, 3, 4), "smoke": tuple(range(1, 17))}  # a run of smoke takes a second or two
FLOOR = {"small": 0.05, "smoke": 0.08}  # nats/char
TEXTS = {"tinytown:en": "tinytown:en", "tinytown:ko": "tinytown:ko"}


def finished(run):
    log = run / "log.jsonl"
    return log.is_file() and '"kind":"final"' in log.read_text(errors="replace")


def train(lab, recipe, spec, seed, run):
    """Trains one run unless it is there."""
    if finished(run):
        return
    subprocess.run([lab, "train", "gpt", "--plain", "--threads", "1", "--preset", recipe, "--data", spec,
                    "--seed", str(seed), "--out", str(run)], check=True, stdout=subprocess.DEVNULL)


def ask(lab, run):
    answer = subprocess.run([lab, "doctor", str(run), "--json"], check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def steps_to_keep(last):
    """Steps of the smoothed loss: sqrt(2) apart at first, then every 20th part of the run."""
    steps, at = {last}, 1.0
    while at < last / 10:
        steps.add(round(at))
        at *= 2 ** 0.5
    return sorted(steps | set(range(last // 20, last, last // 20)))


def band(series, floor):
    """[[step, low, high], ...] of {step: [loss of each seed]}."""
    steps = sorted(series)
    variances = [statistics.variance(series[step]) for step in steps]
    points = []
    for i, step in enumerate(steps):
        near = variances[max(0, i - 1):i + 2]
        seeds, mean = len(series[step]), statistics.mean(series[step])
        half = max(3 * (sum(near) / len(near) * (1 + 1 / seeds)) ** 0.5, floor)
        points.append([step, round(mean - half, 3), round(mean + half, 3)])
    return points


def measure(recipe, name, answers):
    """One entry of "bands" from what the doctor said of runs with different seeds."""
    first = answers[0]
    for answer in answers:
        for key in ("text", "options", "steps"):
            if answer[key] != first[key]:
                raise SystemExit(f"make_bands.py: {answer['run']} and {first['run']} differ in {key}")
    keep, valid, smooth = set(steps_to_keep(first["steps"])), {}, {}
    for answer in answers:
        for step, mean, validation in answer["records"]:
            if validation is not None:
                valid.setdefault(step, []).append(validation)
            if step in keep:
                smooth.setdefault(step, []).append(mean)
    return {"recipe": recipe, "text": {"name": name, **first["text"]}, "seeds": [a["seed"] for a in answers],
            "command": f"lmlab train gpt --preset {recipe} --data {name} --seed N",
            "valid": band(valid, FLOOR[recipe]), "smooth": band(smooth, FLOOR[recipe])}


def dump(bands):
    """JSON with a point a line would be long, and all in one line unreadable: an entry a line."""
    def entry(item):
        rows = [f'   "{key}": {json.dumps(value)}' for key, value in item.items()]
        return "  {\n" + ",\n".join(rows) + "\n  }"

    head = {key: value for key, value in bands.items() if key != "bands"}
    lines = [f' "{key}": {json.dumps(value)}' for key, value in head.items()]
    lines.append(' "bands": [\n' + ",\n".join(entry(item) for item in bands["bands"]) + "\n ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=pathlib.Path, required=True, help="folder of the runs")
    parser.add_argument("--lab", default=str(ROOT / "build/release/app/lmlab"), help="the program")
    parser.add_argument("--text", action="append", default=[], metavar="NAME=SPEC", help="one more text")
    parser.add_argument("--jobs", type=int, default=1, help="runs at the same time")
    given = parser.parse_args()
    texts = TEXTS | dict(text.split("=", 1) for text in given.text)
    wanted = [(recipe, name, seed, given.into / f"{recipe}-{name.replace(':', '-')}-{seed}")
              for recipe, seeds in SEEDS.items() for name in texts for seed in seeds]
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        list(pool.map(lambda w: train(given.lab, w[0], texts[w[1]], w[2], w[3]), wanted))

    bands = json.loads((HERE / "bands.json").read_text())
    made = []
    for recipe in SEEDS:
        for name in texts:
            answers = [ask(given.lab, run) for r, n, _, run in wanted if (r, n) == (recipe, name)]
            made.append(measure(recipe, name, answers))
            bands["recipes"][recipe] = {"steps": answers[0]["steps"], "options": answers[0]["options"]}
    kept = [b for b in bands["bands"] if b["text"]["name"] not in texts]
    bands["bands"] = sorted(kept + made, key=lambda b: (b["recipe"], b["text"]["name"]))
    (HERE / "bands.json").write_text(dump(bands))
    print(f"{len(made)} bands made, {len(kept)} kept")


if __name__ == "__main__":
    main()
