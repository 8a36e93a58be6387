#!/usr/bin/env python3
"""Writes splits.jsonl: random nasty lines, and how GPT-2's pattern and BERT's basic tokenizer cut them.

    tests/golden/tokens/make_splits.py > tests/golden/tokens/splits.jsonl

Categories, normal forms and lower case are those of Python's unicodedata, so that the lab's tables
(utf8proc) are compared with somebody else's. Sources of the rules: openai/gpt-2, encoder.py;
google-research/bert, tokenization.py.
"""
import json
import random
import unicodedata

LINES = 400
NASTY = ([ord(c) for c in "abstrevldmSTZ'''    \t\r\n.,!#<|>_$079"] +
         [0x0B, 0x1C, 0x7F, 0x85, 0xA0, 0xAD, 0xB2, 0xBD, 0xE9, 0xC9, 0x130, 0x131, 0x17F, 0x301, 0x391,
          0x3A3, 0x3C3, 0x627, 0x663, 0x940, 0x1100, 0x1161, 0x11A8, 0x1680, 0x2003, 0x2019, 0x200B, 0x200D,
          0x2028, 0x2160, 0x2581, 0x3000, 0x3042, 0x4E2D, 0xAC00, 0xD55C, 0xF900, 0xFB01, 0xFEFF, 0xFFFD,
          0x1F600, 0x20000])
CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")
IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
              (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def random_char(rng):
    """A nasty character, or any that this Python's Unicode has assigned."""
    while rng.random() < 0.25:
        c = chr(rng.randrange(0x3000 if rng.random() < 0.5 else 0x30000))
        if unicodedata.category(c) not in ("Cn", "Cs"):
            return c
    return chr(rng.choice(NASTY))


def is_space(c):
    """Unicode's White_Space, which str.isspace() is not quite."""
    return c.isspace() and c not in "\x1c\x1d\x1e\x1f"


def kind(c):
    return "S" if is_space(c) else {"L": "L", "N": "N"}.get(unicodedata.category(c)[0], "O")


def run_end(text, at):
    end = at
    while end < len(text) and kind(text[end]) == kind(text[at]):
        end += 1
    return end


def gpt2_end(text, at):
    """Where the first alternative of the pattern that matches at `at` ends."""
    for contraction in CONTRACTIONS:
        if text.startswith(contraction, at):
            return at + len(contraction)
    behind = at + (text[at] == " ")
    for start in {at, behind} if behind < len(text) else {at}:
        if kind(text[start]) != "S":
            return run_end(text, start)
    end = run_end(text, at)
    return end if end == len(text) or end == at + 1 else end - 1


def gpt2_split(text):
    pieces, at = [], 0
    while at < len(text):
        end = gpt2_end(text, at)
        pieces.append(text[at:end])
        at = end
    return pieces


def clean(text):
    out = []
    for c in text:
        category = unicodedata.category(c)
        if c in "\0\ufffd" or (category[0] == "C" and c not in "\t\n\r"):
            continue
        apart = any(first <= ord(c) <= last for first, last in IDEOGRAPHS)
        out.append(" " if c in "\t\n\r" or category == "Zs" else f" {c} " if apart else c)
    return "".join(out)


def is_sign(c):
    return unicodedata.category(c)[0] == "P" or (33 <= ord(c) <= 126 and not c.isalnum())


def bert_words(text, lower):
    words = []
    for word in clean(text).split():
        if lower:
            parts = unicodedata.normalize("NFD", word.lower())
            word = "".join(c for c in parts if unicodedata.category(c) != "Mn")
        inside = False
        for c in word:
            if is_sign(c) or not inside:
                words.append(c)
            else:
                words[-1] += c
            inside = not is_sign(c)
    return words


def main():
    rng = random.Random(2)
    for _ in range(LINES):
        text = "".join(random_char(rng) for _ in range(rng.randrange(1, 24)))
        print(json.dumps({"text": text, "gpt2": gpt2_split(text), "uncased": bert_words(text, True),
                          "cased": bert_words(text, False)}))


if __name__ == "__main__":
    main()
