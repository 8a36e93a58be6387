#!/usr/bin/env python3
"""The numbers of lesson 3 that pencil and paper give: no text, no packages. Prints `KEY VALUE`, one a line.

    python3 chapters/03_ngram/expected/by_hand.py            all of them
    python3 chapters/03_ngram/expected/by_hand.py hand       those whose key begins with "hand"
"""
import collections
import json
import math
import pathlib
import sys

NUMBERS = json.loads((pathlib.Path(__file__).parent / "numbers.json").read_text(encoding="utf-8"))
WORD = "abracadabra"
LETTERS = sorted(set(WORD))
PAIRS = collections.Counter(zip(WORD, WORD[1:]))


def units():
    yield "nat-in-bits", 1 / math.log(2)
    yield "bits-vocab", math.log2(65)
    yield "possible-5", 65 ** 5
    yield "addone-unseen", 100 * 64 / 66
    yield "bits-7", float(NUMBERS["mkn-7"]["text"]) / math.log(2)


def cost():
    p = [1 / 2, 1 / 4, 1]
    nats = [-math.log(x) for x in p]
    mean = sum(nats) / len(nats)
    yield "cost-nats-0", nats[0]
    yield "cost-nats-1", nats[1]
    yield "cost-nats", mean
    yield "cost-bits", mean / math.log(2)
    yield "cost-perplexity", math.exp(mean)


def after_a():
    """What five models say comes after `a` in abracadabra."""
    after = {b: PAIRS["a", b] for b in LETTERS}
    total, types = sum(after.values()), sum(count > 0 for count in after.values())
    letters = collections.Counter(WORD)
    doors = collections.Counter(b for _, b in PAIRS)
    ones = [sum(count == times for count in PAIRS.values()) for times in (1, 2)]
    discount = ones[0] / (ones[0] + 2 * ones[1])
    yield "hand-D", discount
    weight = discount * types / total

    def discounted(counts, w):
        """Order 1 with the discount, over 1 / V."""
        seen = sum(counts.values())
        return (counts[w] - discount) / seen + discount * len(counts) / seen / len(LETTERS)

    for w in LETTERS:
        own = max(after[w] - discount, 0) / total
        unigram = (letters[w] + len(letters) / len(LETTERS)) / (len(WORD) + len(letters))
        yield f"hand-mle-{w}", after[w] / total
        yield f"hand-add-{w}", (after[w] + 1) / (total + len(LETTERS))
        yield f"hand-wb-{w}", (after[w] + types * unigram) / (total + types)
        yield f"hand-abs-{w}", own + weight * discounted(letters, w)
        yield f"hand-kn-{w}", own + weight * discounted(doors, w)


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for part in (units, cost, after_a):
        for key, number in part():
            if key.startswith(wanted):
                print(key, f"{number:.10g}")


if __name__ == "__main__":
    main()
