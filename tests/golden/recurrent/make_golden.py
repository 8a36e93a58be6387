#!/usr/bin/env python3
"""Records torch.nn.LSTM and torch.nn.RNN: outputs, last states and the gradient of every input.

    python3 make_golden.py       writes lstm.safetensors and rnn.safetensors beside itself

Everything is computed in double from inputs that are exact in float, and stored as float32. Bias:
PyTorch adds two, bias_ih and bias_hh; the lab has their sum, so b.grad is the gradient of either.
Made with torch 1.13.1.
"""
import json
import os
import struct

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
T, B, IN, H = 7, 3, 5, 6
torch.set_default_dtype(torch.float64)
torch.manual_seed(20)


def exact(*shape, scale=1.0):
    """Normal numbers, rounded to float."""
    return (scale * torch.randn(*shape)).float().double()


def write_safetensors(path, arrays):
    header, data = {}, b""
    for name, array in arrays.items():
        values = array.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def record(name, net):
    """The loss is <y, dy> + <last states, their d...>: gradients arrive by every way there is."""
    two_states = isinstance(net, torch.nn.LSTM)
    x = exact(T, B, IN).requires_grad_()
    start = [exact(1, B, H).requires_grad_() for _ in range(1 + two_states)]
    with torch.no_grad():
        net.weight_ih_l0.copy_(exact(*net.weight_ih_l0.shape, scale=0.7))
        net.weight_hh_l0.copy_(exact(*net.weight_hh_l0.shape, scale=0.7))
        net.bias_ih_l0.copy_(exact(*net.bias_ih_l0.shape))
        net.bias_hh_l0.zero_()
    y, end = net(x, tuple(start) if two_states else start[0])
    end = list(end) if two_states else [end]
    dy, dend = exact(T, B, H), [exact(1, B, H) for _ in end]
    ((y * dy).sum() + sum((e * d).sum() for e, d in zip(end, dend))).backward()
    arrays = {"x": x, "W_x": net.weight_ih_l0, "W_h": net.weight_hh_l0, "b": net.bias_ih_l0}
    arrays.update({key: state[0] for key, state in zip("hc", start)})
    grads = {"grad." + key: t.grad for key, t in
             list(arrays.items())[:4] + list(zip("hc", start))}
    grads = {key: g[0] if g.dim() == 3 and g.shape[0] == 1 else g for key, g in grads.items()}
    arrays.update(grads)
    arrays.update({"y": y, "dy": dy})
    arrays.update({"end." + key: e[0] for key, e in zip("hc", end)})
    arrays.update({"dend." + key: d[0] for key, d in zip("hc", dend)})
    write_safetensors(os.path.join(HERE, name + ".safetensors"), arrays)


record("lstm", torch.nn.LSTM(IN, H))
record("rnn", torch.nn.RNN(IN, H))
