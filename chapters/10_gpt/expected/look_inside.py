#!/usr/bin/env python3
"""The numbers of lesson 10 that need a look into a trained run. Prints `KEY VALUE`, one a line.

    ./lab train gpt --data input.txt --out runs/ch10 --plain
    python3 chapters/10_gpt/expected/look_inside.py runs/ch10

Wants PyTorch (any from 1.13 on), on one thread, a minute or less. It is the model of chapter 10 written a second
time, in another language and with another library: its loss over the whole validation text has to equal that of
`lmlab eval`.
"""
import json
import math
import pathlib
import struct
import sys

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    sys.exit("look_inside.py wants PyTorch, which the lab itself does not need; the lesson's tables hold what it prints")

LAYERS, HEADS, WIDTH, CONTEXT = 4, 4, 128, 64


def load(path):
    """Tensors of a safetensors file, by name."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:8 + size]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(bytearray(data[8 + size + begin:8 + size + end]), dtype=torch.float32)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def gelu(x):
    return x * torch.sigmoid(2 * math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))


def forward(w, ids, cut=None, scaled=True, masked=True, positions=None, dots=None, weights=None):
    """ids: (B, T) -> logits (B, T, V). `cut`: (layer, head) whose output becomes 0."""
    batch, time = ids.shape
    size = WIDTH // HEADS
    x = w["wte.weight"][ids] + (w["wpe.weight"] if positions is None else positions)[:time]
    hidden = torch.ones(time, time).triu(1).bool()
    for layer in range(LAYERS):
        name = f"h.{layer}."
        norm = F.layer_norm(x, (WIDTH,), w[name + "ln1.weight"], w[name + "ln1.bias"])
        q, k, v = (part.view(batch, time, HEADS, size).transpose(1, 2)
                   for part in (norm @ w[name + "attn.qkv.weight"].T).split(WIDTH, 2))
        score = q @ k.transpose(2, 3)
        if dots is not None:
            dots.append(score[..., ~hidden].std().item())
        score = score / math.sqrt(size) if scaled else score
        p = (score.masked_fill(hidden, -1e30) if masked else score).softmax(-1)
        if weights is not None:
            weights.append(p)
        y = p @ v
        if cut and cut[0] == layer:
            y[:, cut[1]] = 0
        x = x + y.transpose(1, 2).reshape(batch, time, WIDTH) @ w[name + "attn.proj.weight"].T
        norm = F.layer_norm(x, (WIDTH,), w[name + "ln2.weight"], w[name + "ln2.bias"])
        x = x + gelu(norm @ w[name + "mlp.up.weight"].T) @ w[name + "mlp.down.weight"].T
    return F.layer_norm(x, (WIDTH,), w["ln_f.weight"], w["ln_f.bias"]) @ w["wte.weight"].T


def losses(w, ids, windows, **how):
    """-log p at every place of the first `windows` windows -> (windows, T), nats."""
    x, y = ids[:windows * CONTEXT].view(-1, CONTEXT), ids[1:windows * CONTEXT + 1]
    z = forward(w, x, **how)
    return F.cross_entropy(z.reshape(-1, z.shape[-1]), y, reduction="none").view(windows, CONTEXT)


def model_numbers(run, vocab, ids):
    keyframe = lambda step: load(run / f"keyframes/step_{step:09d}.safetensors")
    start, w, some = keyframe(0), keyframe(2000), 256
    yield "parameters", sum(t.numel() for t in w.values())
    x = ids[:64 * CONTEXT].view(-1, CONTEXT)
    yield "start-repeat", forward(start, x).softmax(-1).gather(2, x[..., None]).mean().item()
    places = losses(w, ids, (len(ids) - 1) // CONTEXT).mean(0)
    yield "place-all", places.mean().item()
    yield "place-first", places[0].item()
    for begin, end in ((0, 8), (8, 16), (16, 32), (32, 64)):
        yield f"place-to-{end}", places[begin:end].mean().item()

    whole = losses(w, ids, some).mean().item()
    yield "cut-none", whole
    for layer in range(LAYERS):
        for head in range(HEADS):
            loss = losses(w, ids, some, cut=(layer, head)).mean().item()
            yield f"cut-{layer + 1}-{head + 1}", loss - whole
    yield "without-places", losses(w, ids, some, positions=torch.zeros(CONTEXT, WIDTH)).mean().item()
    yield "without-scale", losses(w, ids, some, scaled=False).mean().item()
    yield "without-mask", losses(w, ids, some, masked=False).mean().item()

    dots, weights = [], []
    forward(w, x, dots=dots, weights=weights)
    for layer in range(LAYERS):
        yield f"dots-{layer + 1}", dots[layer]
    dots.clear()
    forward(start, x, dots=dots)
    yield "dots-start", sum(dots) / len(dots)

    prompt = torch.tensor([[vocab.index(c) for c in "I will not th"]])
    z = forward(w, prompt)[0, -1]
    order = z.argsort(descending=True)
    for name, t in (("cold", 0.5), ("plain", 1), ("hot", 1.5)):
        p = (z / t).softmax(-1)[order]
        for i in range(5):
            yield f"next-{name}-{vocab[order[i]]}", p[i].item()
        yield f"next-{name}-kept", int((p.cumsum(0) < 0.9).sum()) + 1


def main():
    run, wanted = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    torch.set_num_threads(1)
    vocab = list(json.loads((run / "config.json").read_text())["vocab"])
    index = {c: i for i, c in enumerate(vocab)}
    ids = torch.tensor([index[c] for c in (run / "valid.txt").read_text()])
    with torch.no_grad():
        for key, number in model_numbers(run, vocab, ids):
            if key.startswith(wanted):
                print(key, f"{number:.6g}")


if __name__ == "__main__":
    main()
