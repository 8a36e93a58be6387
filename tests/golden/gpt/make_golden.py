#!/usr/bin/python3
"""Makes the numbers that tests/golden/gpt_golden_test.cpp holds the engine to.

    /usr/bin/python3 make_golden.py        # needs python3-torch; writes beside itself

A GPT written with plain PyTorch operations (GPT-2's tanh GELU, pre-norm, learned positions), the
parameter names of chapters/10_gpt/model.cpp, trained exactly as chapters/10_gpt/session.cpp does:
mean cross-entropy, clipping to norm 1, AdamW with decay on tensors of two axes or more, linear
warm-up and half a cosine. Everything is computed in double from weights that are exact in float,
so that one set of numbers serves the float and the double build.

The random numbers (batches, weights) are computed here once more, from the published definitions
of splitmix64 and xoshiro256++, and not read from the engine.
"""
import json
import math
import os
import struct

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1
torch.set_default_dtype(torch.float64)


# --- random numbers -------------------------------------------------------------------------------

def splitmix64(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


class Rng:
    """xoshiro256++ seeded by four outputs of splitmix64."""

    def __init__(self, seed):
        self.s = [splitmix64((seed + i * 0x9E3779B97F4A7C15) & MASK) for i in range(4)]

    def next(self):
        s = self.s
        result = (rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result

    def below(self, n):
        while True:
            draw = self.next()
            if draw >= (1 << 64) % n:
                return draw % n


def hash_unit(key):
    """A multiple of 2^-24 in [-1/2, 1/2): exact in float."""
    return ((splitmix64(key) >> 40) - (1 << 23)) / float(1 << 24)


def hash_array(stream, n):
    return np.array([hash_unit((stream << 32) + i) for i in range(n)])


def formula_text(length, vocab):
    """Ids with some order in them: often the successor of the id before, else a hash."""
    ids = []
    for i in range(length):
        h = splitmix64(i)
        ids.append(i if i < vocab else (ids[-1] + 1) % vocab if h % 3 else (h >> 8) % vocab)
    return ids


# --- the model ------------------------------------------------------------------------------------

def parameter_shapes(o):
    C, V = o["d_model"], o["vocab"]
    linear = lambda name, rows, cols: [(name + ".weight", (rows, cols))] + (
        [(name + ".bias", (rows,))] if o["bias"] else [])
    norm = lambda name: [(name + ".weight", (C,)), (name + ".bias", (C,))]
    shapes = [("wte.weight", (V, C)), ("wpe.weight", (o["context"], C))]
    for l in range(o["n_layers"]):
        h = f"h.{l}."
        shapes += norm(h + "ln1") + linear(h + "attn.qkv", 3 * C, C) + linear(h + "attn.proj", C, C)
        shapes += norm(h + "ln2") + linear(h + "mlp.up", 4 * C, C) + linear(h + "mlp.down", C, 4 * C)
    shapes += norm("ln_f")
    return shapes + ([] if o["tied"] else [("head.weight", (V, C))])


def initial_weights(o):
    """float32(base + scale * hash): base 1 for gains, else 0."""
    weights = {}
    for index, (name, shape) in enumerate(parameter_shapes(o)):
        base = 1.0 if ".ln" in name and name.endswith("weight") or name == "ln_f.weight" else 0.0
        values = base + o["scale"] * hash_array(1 + index, int(np.prod(shape)))
        values = values.astype(np.float32).astype(np.float64).reshape(shape)
        weights[name] = torch.tensor(values, requires_grad=True)
    return weights


def forward(w, o, ids):
    T, C, H = ids.shape[1], o["d_model"], o["n_heads"]
    D = C // H
    linear = lambda name, x: x @ w[name + ".weight"].T + (w[name + ".bias"] if o["bias"] else 0)
    norm = lambda name, x: F.layer_norm(x, (C,), w[name + ".weight"], w[name + ".bias"], 1e-5)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    x = w["wte.weight"][ids] + w["wpe.weight"][:T]
    for l in range(o["n_layers"]):
        h = f"h.{l}."
        packed = linear(h + "attn.qkv", norm(h + "ln1", x)).view(-1, T, 3, H, D)
        q, k, v = packed.permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(2, 3) / math.sqrt(D)).masked_fill(future, -math.inf)
        heads = (scores.softmax(-1) @ v).transpose(1, 2).reshape(-1, T, C)
        x = x + linear(h + "attn.proj", heads)
        x = x + linear(h + "mlp.down", F.gelu(linear(h + "mlp.up", norm(h + "ln2", x)),
                                             approximate="tanh"))
    head = w["wte.weight"] if o["tied"] else w["head.weight"]
    return norm("ln_f", x) @ head.T


def learning_rate(o, step):
    if step < o["warmup"]:
        return o["lr"] * (step + 1) / (o["warmup"] + 1)
    if step >= o["total"]:
        return o["lr_min"]
    share = (step - o["warmup"]) / (o["total"] - o["warmup"])
    return o["lr_min"] + (o["lr"] - o["lr_min"]) * 0.5 * (1 + math.cos(math.pi * share))


def train(o):
    """Ten steps. Returns (weights before, gradients of step 1, weights after, a JSON record)."""
    text, T = formula_text(o["text"], o["vocab"]), o["context"]
    starts = Rng(splitmix64(o["seed"]))
    w = initial_weights(o)
    before = {name: p.detach().clone() for name, p in w.items()}
    optimizer = torch.optim.AdamW(
        [{"params": [p for p in w.values() if p.dim() >= 2], "weight_decay": 0.1},
         {"params": [p for p in w.values() if p.dim() < 2], "weight_decay": 0.0}],
        betas=(0.9, 0.99), eps=1e-8)
    record = {"options": o, "loss": [], "grad_norm": [], "lr": []}
    for step in range(10):
        at = [starts.below(len(text) - T) for _ in range(o["batch"])]
        x = torch.tensor([text[i:i + T] for i in at])
        y = torch.tensor([text[i + 1:i + T + 1] for i in at])
        loss = F.cross_entropy(forward(w, o, x).reshape(-1, o["vocab"]), y.reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            gradients = {name: p.grad.clone() for name, p in w.items()}
            record["first_x"], record["first_y"] = x.flatten().tolist(), y.flatten().tolist()
        norm = torch.nn.utils.clip_grad_norm_(list(w.values()), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(o, step)
        optimizer.step()
        record["loss"].append(loss.item())
        record["grad_norm"].append(norm.item())
        record["lr"].append(learning_rate(o, step))
    return before, gradients, w, record


# --- files ----------------------------------------------------------------------------------------

def write_safetensors(path, arrays):
    header, data = {}, b""
    for name, array in arrays.items():
        values = array.detach().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def fingerprint(index, gradient):
    flat = gradient.flatten().numpy()
    places = [int(splitmix64(index * 100 + i) % flat.size) for i in range(4)]
    return {"norm": float(np.linalg.norm(flat)),
            "dot": float(flat @ hash_array(1000 + index, flat.size)),
            "places": places, "values": [float(flat[p]) for p in places]}


def main():
    small = dict(n_layers=2, n_heads=2, d_model=16, context=8, vocab=11, batch=3, lr=1e-2,
                 lr_min=1e-3, warmup=3, total=10, seed=42, text=500, scale=0.5)
    records = {}
    for name, tied, bias in [("tied", True, False), ("untied_bias", False, True),
                             ("tied_bias", True, True)]:
        before, gradients, after, record = train(dict(small, tied=tied, bias=bias))
        arrays = {}
        for kind, tensors in (("w0.", before), ("g1.", gradients), ("w10.", after)):
            arrays.update({kind + key: value for key, value in tensors.items()})
        write_safetensors(os.path.join(HERE, name + ".safetensors"), arrays)
        records[name] = record
    default = dict(n_layers=4, n_heads=4, d_model=128, context=64, vocab=65, batch=12, lr=1e-3,
                   lr_min=1e-4, warmup=100, total=2000, seed=7, text=20000, scale=0.0625,
                   tied=True, bias=False)
    _, gradients, _, record = train(default)
    record["gradients"] = {name: fingerprint(i, g) for i, (name, g) in enumerate(gradients.items())}
    del record["first_x"], record["first_y"]
    records["default"] = record
    records["torch"] = torch.__version__
    with open(os.path.join(HERE, "golden.json"), "w") as file:
        json.dump(records, file, indent=1)
        file.write("\n")


main()
