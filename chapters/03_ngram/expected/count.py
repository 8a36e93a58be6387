#!/usr/bin/env python3
"""What lesson 3 counts in a text without the lab's counters: n-grams, halves, doors. Prints `KEY VALUE`, one a line.

    python3 chapters/03_ngram/expected/count.py --data input.txt           all of them, in some seconds
    python3 chapters/03_ngram/expected/count.py --data input.txt half      those whose key begins with "half"

Dictionaries of strings: chapter 3 written a second time, as plainly as can be. Its Kneser-Ney has to give what
`lmlab train ngram --smoothing kn` prints.
"""
import argparse
import collections
import math
import pathlib

VOCAB = 65


def grams(text, n):
    return collections.Counter(text[i:i + n] for i in range(len(text) - n + 1))


def pairs(train, valid):
    """The two most frequent pairs; those of the validation text that the training text lacks."""
    known = grams(train, 2)
    (_, first), (_, second) = known.most_common(2)
    yield "pair-first", first
    yield "pair-second", second
    text = "\n" + valid  # a text begins behind a line end
    new = collections.Counter(pair for pair in (text[i:i + 2] for i in range(len(valid))) if pair not in known)
    yield "unseen-tokens", sum(new.values())
    yield "unseen-pairs", len(new)


def tables(train, valid):
    """How many n-grams there are, how many came once, which share of the validation text's was seen."""
    text = train + valid
    for n in (1, 2, 3, 5, 7, 10):
        known = grams(train, n)
        once = sum(count == 1 for count in known.values())
        seen = sum(text[i - n + 1:i + 1] in known for i in range(len(train), len(text)))
        yield f"different-{n}", len(known)
        yield f"once-{n}", once
        yield f"known-{n}", 100 * seen / len(valid)
        if n == 10:
            yield f"once-share-{n}", 100 * once / len(known)


def halves(train, _):
    """7-grams by their count in the first half: the mean count in the second."""
    middle = len(train) // 2
    first, second = grams(train[:middle], 7), grams(train[middle:], 7)
    kinds, total = collections.Counter(), collections.Counter()
    for gram, count in first.items():
        kinds[count] += 1
        total[count] += second[gram]
    for count in range(1, 7):
        mean = total[count] / kinds[count]
        yield f"half-{count}", mean
        yield f"half-loss-{count}", count - mean


def interpolated(train, valid, order, doors):
    """Nats per character with one discount an order; lower orders count doors or occurrences."""
    counts = [grams(train, n) for n in range(order + 2)]
    discount, total, types = [0.0] * (order + 1), [{}] * (order + 1), [{}] * (order + 1)
    for n in range(1, order + 1):
        if doors and n < order:
            counts[n] = collections.Counter(gram[1:] for gram in counts[n + 1])
        once, twice = (sum(count == times for count in counts[n].values()) for times in (1, 2))
        discount[n] = once / (once + 2 * twice) if once and twice else 0.5
        total[n], types[n] = collections.Counter(), collections.Counter()
        for gram, count in counts[n].items():
            total[n][gram[:-1]] += count
            types[n][gram[:-1]] += 1
    text, nats = train + valid, 0.0
    for i in range(len(train), len(text)):
        p = 1 / VOCAB
        for n in range(1, order + 1):
            context = text[i - n + 1:i]
            if context not in total[n]:
                break
            own = max(counts[n].get(context + text[i], 0) - discount[n], 0)
            p = (own + discount[n] * types[n][context] * p) / total[n][context]
        nats -= math.log(p)
    return nats / len(valid)


def absolute(train, valid):
    for order in (3, 5, 7):
        yield f"absolute-{order}", interpolated(train, valid, order, doors=False)


def three(counts):
    """The discounts of modified Kneser-Ney for counts of 1, 2, and 3 or more; [0] is 0."""
    n = [sum(count == times for count in counts.values()) for times in range(5)]
    if not n[1] or not n[2] or not n[3]:
        return [0, 0.5, 1, 1.5]
    y = n[1] / (n[1] + 2 * n[2])
    return [0, *(times - (times + 1) * y * n[times + 1] / n[times] for times in (1, 2, 3))]


def ladder(train, _):
    """Modified Kneser-Ney of order 7 at one place: what orders 7 and 6 say, and the sum of all."""
    text, token, order, p, rungs = "The quality of merc", "y", 7, 1 / VOCAB, {}
    for n in range(1, order + 1):
        context, counts = text[len(text) - n + 1:], grams(train, n)
        if n < order:
            counts = collections.Counter(gram[1:] for gram in grams(train, n + 1))
        discount = three(counts)
        after = {gram: count for gram, count in counts.items() if gram.startswith(context)}
        total, count = sum(after.values()), after.get(context + token, 0)
        weight = sum(discount[min(c, 3)] for c in after.values()) / total
        own = (count - discount[min(count, 3)]) / total
        p = own + weight * p
        rungs[n] = (total, count, own, weight)
        if n == order:
            yield from ((f"discount-{times}", discount[times]) for times in (1, 2, 3))
    yield "rung-total-7", rungs[7][0]
    yield "rung-own-7", rungs[7][2]
    yield "rung-weight-7", rungs[7][3]
    yield "rung-total-6", rungs[6][0]
    yield "rung-count-6", rungs[6][1]
    yield "rung-own-6", rungs[7][3] * rungs[6][2]
    yield "rung-p", p


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("wanted", nargs="?", default="")
    asked = parser.parse_args()
    text = asked.data.read_text(encoding="utf-8")
    train, valid = text[:len(text) * 9 // 10], text[len(text) * 9 // 10:]
    for part in (pairs, tables, halves, absolute, ladder):
        for key, number in part(train, valid):
            if key.startswith(asked.wanted):
                print(key, f"{number:.6g}")


if __name__ == "__main__":
    main()
