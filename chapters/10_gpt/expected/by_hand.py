#!/usr/bin/env python3
"""The numbers of lesson 10 that pencil and paper give: no model, no packages. Prints `KEY VALUE`, one a line.

    python3 chapters/10_gpt/expected/by_hand.py            all of them
    python3 chapters/10_gpt/expected/by_hand.py scale      those whose key begins with "scale"
"""
import json
import math
import pathlib
import random
import sys


NUMBERS = json.loads((pathlib.Path(__file__).parent / "numbers.json").read_text(encoding="utf-8"))


def softmax(z):
    top = max(z)
    e = [math.exp(x - top) for x in z]
    return [x / sum(e) for x in e]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def scores():
    yield "ln-vocab", math.log(65)
    yield "bits-vocab", math.log2(65)
    yield "ln-vocab-town", math.log(57)
    yield "nat-in-bits", 1 / math.log(2)
    yield "choices-final", math.exp(float(NUMBERS["seed-mean"]["text"]))


def parameters():
    vocab, context, width, layers = 65, 64, 128, 4
    block = 12 * width ** 2 + 4 * width  # qkv 3 C^2, proj C^2, up and down 4 C^2 each; two norms of 2 C
    return vocab * width + context * width + layers * block + 2 * width


def sizes():
    yield "parameters", parameters()


def layer_norm():
    x = [2.0, 4.0, 4.0, 6.0]
    mean = sum(x) / 4
    variance = sum((a - mean) ** 2 for a in x) / 4
    yield "norm-mean", mean
    yield "norm-variance", variance
    yield "norm-last", (x[3] - mean) / math.sqrt(variance + 1e-5)


Q, K, V, DY = [1, 2], [[1, 0], [0, 1], [1, 1]], [[1, 0], [0, 1], [2, 2]], [1, 0]
ROOT = math.sqrt(2)


def attend(q):
    p = softmax([dot(q, k) / ROOT for k in K])
    return p, [sum(p[j] * V[j][c] for j in range(3)) for c in range(2)]


def attention():
    p, y = attend(Q)
    for j in range(3):
        score = dot(Q, K[j]) / ROOT
        yield f"att-score-{j}", score
        yield f"att-exp-{j}", math.exp(score)
        yield f"att-p-{j}", p[j]
    yield "att-exp-sum", sum(math.exp(dot(Q, k) / ROOT) for k in K)
    yield "att-y-0", y[0]
    yield "att-y-1", y[1]
    p = softmax([dot(Q, k) / ROOT for k in K[:2]])
    yield "att-masked-0", p[0]
    yield "att-masked-1", p[1]


def backward():
    p, _ = attend(Q)
    dp = [dot(DY, v) for v in V]
    mean = dot(p, dp)
    ds = [p[j] * (dp[j] - mean) for j in range(3)]
    dq = [sum(ds[j] * K[j][c] for j in range(3)) / ROOT for c in range(2)]
    yield "back-mean", mean
    for j in range(3):
        yield f"back-ds-{j}", ds[j]
    for c in range(2):
        yield f"back-dq-{c}", dq[c]
        up, down = list(Q), list(Q)
        up[c] += 1e-5
        down[c] -= 1e-5
        numeric = (attend(up)[1][0] - attend(down)[1][0]) / 2e-5
        assert abs(numeric - dq[c]) < 1e-8, (numeric, dq[c])
        yield f"back-dk-{c}", ds[2] * Q[c] / ROOT


def scale():
    """Products of random vectors: their spread, and the largest of 64 softmax weights."""
    for size in (4, 32, 128, 512):
        rng, products, plain, scaled = random.Random(size), [], [], []
        for _ in range(300):
            q = [rng.gauss(0, 1) for _ in range(size)]
            d = [sum(a * rng.gauss(0, 1) for a in q) for _ in range(64)]
            products += d
            plain.append(max(softmax(d)))
            scaled.append(max(softmax([x / math.sqrt(size) for x in d])))
        yield f"scale-std-{size}", math.sqrt(dot(products, products) / len(products))
        yield f"scale-plain-{size}", sum(plain) / len(plain)
        yield f"scale-scaled-{size}", sum(scaled) / len(scaled)


def gelu():
    def value(x):
        return x / (1 + math.exp(-2 * math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))
    for x in (-3, -1, 1, 3):
        yield f"gelu-{'minus-' if x < 0 else ''}{abs(x)}", value(x)
    yield "gelu-lowest", min(value(i / 1000) for i in range(-3000, 0))


def loss():
    p = softmax([2, 1, 0, -1])
    for i in range(4):
        yield f"loss-p-{i}", p[i]
    yield "loss-likely", -math.log(p[0])
    yield "loss-unlikely", -math.log(p[3])
    yield "loss-own", p[3] - 1
    for name, t in (("cold", 0.5), ("hot", 2)):
        for i, x in enumerate(softmax([z / t for z in (2, 1, 0, -1)])):
            yield f"loss-{name}-{i}", x


def schedule():
    peak, floor, warm, total = 1e-3, 1e-4, 100, 2000

    def at(step):
        if step < warm:
            return peak * (step + 1) / (warm + 1)
        return floor + (peak - floor) * 0.5 * (1 + math.cos(math.pi * (step - warm) / (total - warm)))
    yield "lr-first", at(0)
    yield "lr-half", at(1050)
    yield "lr-last", at(1999)
    yield "lr-root-n", at(0) * math.sqrt(parameters())


def newton_schulz():
    for name, s in (("small", 0.05), ("middle", 0.3), ("large", 1.0)):
        for _ in range(5):
            s = 3.4445 * s - 4.7750 * s ** 3 + 2.0315 * s ** 5
        yield f"muon-{name}", s


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    parts = [scores, sizes, layer_norm, attention, backward, gelu, loss, schedule, newton_schulz]
    if wanted.startswith("scale") or "scale".startswith(wanted):
        parts.append(scale)  # draws for some seconds
    for part in parts:
        for key, number in part():
            if key.startswith(wanted):
                print(key, f"{number:.6g}")


if __name__ == "__main__":
    main()
