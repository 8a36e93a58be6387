#!/usr/bin/env python3
"""The numbers of lesson 02 that pencil and paper give: no program, no packages. Prints `KEY VALUE`, one a line.

    python3 chapters/02_tokens/expected/by_hand.py           all of them
    python3 chapters/02_tokens/expected/by_hand.py song      those whose key begins with "song"
"""
import collections
import math
import sys
import unicodedata

WORDS = "sing song ring wrong".split()


def pieces(text):
    """Words with the space before them, as GPT-2 cuts a text of letters and spaces."""
    first, *rest = text.split(" ")
    return [list(first)] + [list(" " + word) for word in rest]


def pairs(words):
    return collections.Counter(pair for word in words for pair in zip(word, word[1:]))


def best(words):
    """(pair, count): the most frequent, of equal ones the greater."""
    count, pair = max((count, pair) for pair, count in pairs(words).items())
    return pair, count


def join(word, pair):
    out = []
    for token in word:
        if out and (out[-1], token) == pair:
            out[-1] += token
        else:
            out.append(token)
    return out


def cost(words):
    """Nats of the whole text if each token costs -ln of its share."""
    counts = collections.Counter(token for word in words for token in word)
    total = sum(counts.values())
    return -sum(count * math.log(count / total) for count in counts.values())


def song():
    text = " ".join(WORDS)
    words, letters = pieces(text), len(text)
    yield "song-chars", letters
    for merge in range(4):
        pair, count = best(words)
        yield f"song-tokens-{merge}", sum(map(len, words))
        yield f"song-nats-{merge}", cost(words) / letters
        yield f"song-count-{merge}", count
        words = [join(word, pair) for word in words]
    first = collections.Counter(text)
    yield "song-n", -math.log(first["n"] / letters)
    yield "song-n-g", -2 * math.log(first["n"] / letters)
    yield "song-ng", -math.log(4 / 16)


def coin():
    """Letters a and b tossed: before, and after (a, b) has become a token. Of n letters n/4 are joined."""
    yield "coin-before", math.log(2)
    yield "coin-after", 0.75 * math.log(3)


def hangul():
    number = ord("한") - 0xAC00
    yield "han-number", number
    yield "han-lead", number // 28 // 21
    yield "han-vowel", number // 28 % 21
    yield "han-last", number % 28
    yield "han-nfc-bytes", len("한".encode())
    yield "han-nfd-points", len(unicodedata.normalize("NFD", "한"))
    yield "han-nfd-bytes", len(unicodedata.normalize("NFD", "한").encode())
    yield "syllables", 19 * 21 * 28


def em():
    """Pieces a, b, ab; the text is ab twice and a once."""
    p = {"a": 1 / 3, "b": 1 / 3, "ab": 1 / 3}
    for turn in (1, 2):
        apart, whole = p["a"] * p["b"], p["ab"]
        share = whole / (apart + whole)
        yield f"em-apart-{turn}", apart
        yield f"em-share-{turn}", share
        expected = {"a": 1 + 2 * (1 - share), "b": 2 * (1 - share), "ab": 2 * share}
        for piece, count in expected.items():
            yield f"em-{piece}-{turn}", count
        p = {piece: count / sum(expected.values()) for piece, count in expected.items()}
        for piece, value in p.items():
            yield f"em-p-{piece}-{turn}", value


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for part in (song, coin, hangul, em):
        for key, value in part():
            if key.startswith(wanted):
                print(key, f"{value:.6g}")


if __name__ == "__main__":
    main()
