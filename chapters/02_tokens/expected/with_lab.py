#!/usr/bin/env python3
"""The numbers of lesson 02 that the lab's verbs and a little counting give. No packages. Prints `KEY VALUE`, one a line.

    python3 chapters/02_tokens/expected/with_lab.py run          the trainings of the lesson, merge by merge
    python3 chapters/02_tokens/expected/with_lab.py words        what tinytown holds: characters, words, unknown ones
    python3 chapters/02_tokens/expected/with_lab.py fertility    tokens for the same stories in English and Korean
    python3 chapters/02_tokens/expected/with_lab.py ids          small cuts: trailing space, normal forms, BERT
    python3 chapters/02_tokens/expected/with_lab.py gpt2 --data encoder.json --data vocab.bpe
    python3 chapters/02_tokens/expected/with_lab.py bert --data bert-base-uncased-vocab.txt

`gpt2` and `bert` want the files of these models in the folder where it runs. Without ./lab there, the program on the
path is asked.
"""
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

LAB = str(pathlib.Path("lab").resolve()) if pathlib.Path("lab").exists() else "lmlab"
VOCAB = 2000
VALID = 0.1


def lab(*words, said=None):
    try:
        run = subprocess.run([LAB, *words], input=said, capture_output=True, text=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        sys.exit("run this in the folder that holds ./lab")
    if run.returncode:
        sys.exit(f"{' '.join(words)}: {run.stderr.strip()}")
    return run.stdout


def town(folder, lang, size, seed):
    """Stories as a text."""
    path = pathlib.Path(folder, f"{lang}-{seed}.txt")
    lab("data", "make", "tinytown", "--lang", lang, "--bytes", size, "--seed", str(seed), "-o", str(path))
    return path.read_text(encoding="utf-8")


def same_stories(folder, size, seed):
    """(English lines, Korean lines) of the same stories."""
    lines = [line for line in town(folder, "both", size, seed).split("\n") if line]
    return lines[0::2], lines[1::2]


def trained(folder, name, *words):
    """(losses after 0, 1, 2, ... merges, reference lines in bits, score.json) of a training."""
    out = pathlib.Path(folder, name)
    lab("train", "tokens", *words, "--out", str(out), "--plain")
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    losses = [line["loss"] for line in lines if line["t"] == "step" and line["loss"] is not None]
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    bits = {line["key"]: line["nats"] / math.log(2) for line in config["references"]}
    return losses, bits, json.loads((out / "score.json").read_text(encoding="utf-8"))


def run(folder):
    losses, bits, score = trained(folder, "en")
    for merges in (0, 1, 2, 3):
        yield f"run-nats-{merges}", losses[merges]
    yield "run-rises", sum(after > before for before, after in zip(losses, losses[1:]))
    pairs = bits["bigram"] * math.log(2)
    yield "run-pairs-passed", next(merges for merges, loss in enumerate(losses) if loss < pairs)
    yield "run-chars", score["chars"]
    yield "run-tokens", score["tokens"]
    yield "run-chars-per-token", score["chars"] / score["tokens"]
    yield "run-nats-per-token", score["nats_per_token"]
    for name, (losses, bits, score) in (("run", (losses, bits, score)),
                                        ("ko", trained(folder, "ko", "--data", "tinytown:ko")),
                                        ("whole", trained(folder, "whole", "--split", "none"))):
        yield f"{name}-start-bits", losses[0] / math.log(2)
        yield f"{name}-final-nats", score["nats_per_char"]
        yield f"{name}-final-bits", score["bits_per_char"]
        for key in ("unigram", "bigram", "order5"):
            if key in bits:
                yield f"{name}-{key}", bits[key]


def is_syllable(char):
    return 0xAC00 <= ord(char) <= 0xD7A3


def words(folder):
    for name, lines in zip(("en", "ko"), same_stories(folder, "1M", 1)):
        text = "\n".join(lines) + "\n"
        tokens = text.split()
        cut = int(len(tokens) * (1 - VALID))
        seen = set(tokens[:cut])
        yield f"{name}-chars", len(text)
        yield f"{name}-bytes", len(text.encode())
        yield f"{name}-alphabet", len(set(text))
        yield f"{name}-words", len(tokens)
        yield f"{name}-vocabulary", len(set(tokens))
        yield f"{name}-unknown", 100 * sum(word not in seen for word in tokens[cut:]) / (len(tokens) - cut)
        yield f"{name}-chars-per-word", sum(map(len, tokens)) / len(tokens)
        if name == "ko":
            letters = [letter for char in text for letter in
                       (unicodedata.normalize("NFD", char) if is_syllable(char) else char)]
            yield "ko-letter-alphabet", len(set(letters))
            yield "ko-stretch", len(letters) / len(text)
            sua = {word.strip('.,!?"') for word in tokens if word.strip('"').startswith("수아")}
            yield "ko-sua", len(sua)
        else:
            yield "en-sua", len({word.strip('.,!?"') for word in tokens if word.strip('"').startswith("Sua")})


def count_ids(tokenizer, lines):
    return len(lab("tokenize", "--tokenizer", tokenizer, said="\n".join(lines) + "\n").split())


def costs(name, tokenizer, en, ko):
    """Tokens per character and the price of Korean for the same stories."""
    counts = [count_ids(tokenizer, lines) for lines in (en, ko)]
    for lang, count, lines in zip(("en", "ko"), counts, (en, ko)):
        yield f"{name}-{lang}-tokens", count
        yield f"{name}-{lang}-per-char", count / sum(map(len, lines))
        yield f"{name}-{lang}-bytes", sum(len(line.encode()) for line in lines) / count
    yield f"{name}-price", counts[1] / counts[0]


def train(folder, name, size=VOCAB):
    """A byte-level BPE of a text that stands in the folder, as a file."""
    out = str(pathlib.Path(folder, f"{name}.json"))
    lab("bpe-train", "--data", str(pathlib.Path(folder, f"{name}.txt")), "--vocab", str(size), "-o", out)
    return out


def fertility(folder):
    en, ko = same_stories(folder, "200k", 2)
    yield "test-en-chars", sum(map(len, en))
    yield "test-ko-chars", sum(map(len, ko))
    for lang in ("en", "both", "ko"):
        town(folder, lang, "1M", 1)
        yield from costs(f"on-{lang}", train(folder, f"{lang}-1"), en, ko)


def ids(folder):
    town(folder, "en", "1M", 1)
    own = train(folder, "en-1")

    def show(key, text, tokenizer=own):
        found = lab("tokenize", "--tokenizer", tokenizer, said=text + "\n").split()
        print("#", key, repr(text), *found)
        return len(found)
    everything = lab("tokenize", "--tokenizer", own, said=pathlib.Path(folder, "en-1.txt").read_text(encoding="utf-8"))
    yield "space-alone", everything.split().count("220")
    show("hear", " hear")
    yield "plain-ids", show("plain-ids", "She went to the")
    yield "space-ids", show("space-ids", "She went to the ")
    yield "whole-ids", show("whole-ids", "She went to the harbor")
    for key, word in (("plain", "strawberries"), ("space", " strawberries"), ("capital", "Strawberries")):
        yield f"ids-{key}-word", show("word", word)
    yield "nfc-ids", show("nfc-ids", "한")
    yield "nfd-ids", show("nfd-ids", unicodedata.normalize("NFD", "한"))


def gpt2(folder):
    en, ko = same_stories(folder, "200k", 2)
    yield from costs("gpt2", "gpt2:.", en, ko)

    def show(key, text):
        found = lab("tokenize", "--tokenizer", "gpt2:.", said=text + "\n").split()
        print("#", key, repr(text), *found)
        return len(found)
    yield "gpt2-han", show("han", "한")
    yield "gpt2-hello", show("hello", "안녕하세요")
    for number in ("1234", "1235", "2024", "20245", "1000000"):
        yield f"gpt2-{number}", show("number", number)
    yield "gpt2-strawberry", show("straw", " strawberry")


def bert(folder):
    en, ko = same_stories(folder, "200k", 2)
    name = "bert:bert-base-uncased-vocab.txt"
    yield from costs("bert", name, en, ko)
    print("#", lab("tokenize", "--tokenizer", name, said="한국\n"))
    yield "bert-hanguk", count_ids(name, ["한국"])
    yield "bert-cased-hanguk", count_ids("bert-cased:bert-base-uncased-vocab.txt", ["한국"])


def main():
    parts = {part.__name__: part for part in (run, words, fertility, ids, gpt2, bert)}
    if len(sys.argv) < 2 or sys.argv[1] not in parts:
        sys.exit(f"want one of {', '.join(parts)}")
    wanted = sys.argv[2] if len(sys.argv) == 3 else ""
    with tempfile.TemporaryDirectory(prefix="lab-tokens-") as folder:
        for key, value in parts[sys.argv[1]](folder):
            if key.startswith(wanted):
                print(key, f"{value:.6g}")


if __name__ == "__main__":
    main()
