#!/usr/bin/env python3
"""Ours against a peer: both commands in turns, the median of the ratios and their range.

    compare.py --ours "./lab bench gpt_a --json" --peer "python3 bench_gpt.py a" [--pairs 3] [--json]

Ours prints one JSON object with "tokens_per_s" (./lab bench NAME --json); the peer prints tok/s=NUMBER, or what
--peer-pattern finds: a regular expression whose one group is the number (the last match counts). Variables that hold
back OpenBLAS are unset for both sides. The order changes from pair to pair: who comes second finds a warmer machine.
"""
import argparse
import json
import os
import re
import shlex
import statistics
import subprocess
import sys

HELD_BACK = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
CORENAME = ("import ctypes; f = ctypes.CDLL('libopenblas.so.0').openblas_get_corename;"
            "f.restype = ctypes.c_char_p; print(f().decode())")


class Failed(Exception):
    """What went wrong, in one line."""


def environment(pairs):
    env = {key: value for key, value in os.environ.items() if key not in HELD_BACK}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise Failed(f"--peer-env: want KEY=VALUE, got {pair!r}")
        env[key] = value
    return env


def output_of(side, words, env, timeout):
    """stdout of a command that has to succeed."""
    try:
        ended = subprocess.run(words, env=env, timeout=timeout, text=True, errors="replace",
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        raise Failed(f"{side}: cannot run {words[0]}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise Failed(f"{side}: not done after {timeout:g} s (--timeout)") from None
    if ended.returncode != 0:
        said = (ended.stderr.strip() or ended.stdout.strip() or "it said nothing").splitlines()[-1]
        raise Failed(f"{side}: exit code {ended.returncode}: {said}")
    return ended.stdout


def our_figure(text):
    """The one JSON object of our bench that has tokens_per_s."""
    found = []
    for line in text.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and isinstance(value.get("tokens_per_s"), (int, float)):
            found.append(value)
    if len(found) != 1:
        raise Failed(f"ours: want one JSON object with tokens_per_s, got {len(found)}; is --json there, and one name?")
    return positive("ours", found[0]["tokens_per_s"]), found[0]


def peer_figure(text, pattern):
    found = pattern.findall(text)
    if not found:
        raise Failed(f"peer: nothing in its output fits {pattern.pattern!r} (--peer-pattern)")
    try:
        return positive("peer", float(found[-1].replace(",", "")))
    except ValueError:
        raise Failed(f"peer: {found[-1]!r} is not a number (--peer-pattern)") from None


def positive(side, number):
    if not number > 0:
        raise Failed(f"{side}: want tokens/s above 0, got {number}")
    return float(number)


def corename_for(env):
    """The kernel of the libopenblas.so.0 that this environment finds, or "unknown"."""
    try:
        return output_of("", [sys.executable, "-c", CORENAME], env, 60).strip()
    except Failed:
        return "unknown"


def summary(pairs):
    """Medians and the ratios ours / peer of [(ours, peer), ...]."""
    ratios = [ours / peer for ours, peer in pairs]
    return {"ours_tokens_per_s": statistics.median(ours for ours, _ in pairs),
            "peer_tokens_per_s": statistics.median(peer for _, peer in pairs),
            "ratio": statistics.median(ratios), "ratio_min": min(ratios), "ratio_max": max(ratios),
            "pairs": [{"ours": ours, "peer": peer, "ratio": ours / peer} for ours, peer in pairs]}


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, metavar="COMMAND", help="prints our JSON")
    parser.add_argument("--peer", required=True, metavar="COMMAND", help="prints tok/s=NUMBER")
    parser.add_argument("--pairs", type=int, default=3, metavar="N", help="at least 3 (default)")
    parser.add_argument("--peer-env", action="append", default=[], metavar="KEY=VALUE", help="for the peer alone")
    parser.add_argument("--peer-pattern", default=r"tok/s=([\d.,]+)", metavar="REGEX", help="its group is tokens/s")
    parser.add_argument("--timeout", type=float, default=600, metavar="S", help="for each run (default 600)")
    parser.add_argument("--json", action="store_true", help="one JSON object at the end, nothing else")
    chosen = parser.parse_args(words)
    if chosen.pairs < 3:
        parser.error(f"--pairs: want at least 3, got {chosen.pairs}: a machine's speed drifts")
    try:
        chosen.peer_pattern = re.compile(chosen.peer_pattern)
        if chosen.peer_pattern.groups != 1:
            parser.error("--peer-pattern: want exactly one group, the number")
        chosen.ours, chosen.peer = split("--ours", chosen.ours), split("--peer", chosen.peer)
    except (re.error, ValueError) as error:
        parser.error(f"{error}")
    return chosen


def split(name, command):
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ValueError(f"{name}: {error}: {command}") from None
    if not words:
        raise ValueError(f"{name}: want a command, got nothing")
    return words


def compare(chosen):
    """Runs all pairs, telling each unless --json; returns the summary."""
    envs = {"ours": environment([]), "peer": environment(chosen.peer_env)}
    pairs, figures, facts = [], {}, {}
    for number in range(chosen.pairs):
        for side in ("ours", "peer") if number % 2 == 0 else ("peer", "ours"):
            text = output_of(side, getattr(chosen, side), envs[side], chosen.timeout)
            if side == "ours":
                figures[side], facts = our_figure(text)
            else:
                figures[side] = peer_figure(text, chosen.peer_pattern)
        pairs.append((figures["ours"], figures["peer"]))
        if not chosen.json:
            print(f"pair {number + 1}: ours {pairs[-1][0]:,.0f}  peer {pairs[-1][1]:,.0f} tokens/s  "
                  f"ratio {pairs[-1][0] / pairs[-1][1]:.3f}", flush=True)
    out = summary(pairs)
    out["ours"] = {key: facts.get(key) for key in ("name", "kernel", "products", "threads", "ftz", "cpu", "version", "commit")}
    out["peer"] = {"command": shlex.join(chosen.peer), "env": chosen.peer_env, "kernel": corename_for(envs["peer"])}
    return out


def main(words=None):
    chosen = arguments(words)
    try:
        out = compare(chosen)
    except Failed as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 1
    if chosen.json:
        print(json.dumps(out))
        return 0
    print(f"median ratio {out['ratio']:.3f} ({out['ratio_min']:.3f} to {out['ratio_max']:.3f}, {chosen.pairs} pairs); "
          f"ours {out['ours_tokens_per_s']:,.0f}, peer {out['peer_tokens_per_s']:,.0f} tokens/s")
    print(f"OpenBLAS kernel: ours {out['ours']['kernel']}, peer {out['peer']['kernel']} "
          f"(of the libopenblas.so.0 that its environment finds)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
