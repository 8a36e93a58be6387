"""What a `lab:` link of a lesson may say: `lab:verb?argument=value&…`.

A new verb is a line in VERBS and its deed in the reader of the visualizer. An argument with "!" has
to be given. Values are percent-encoded where they hold a space, `&` or `)`.
"""
import re
import urllib.parse

from pages import nearest

INDEX = (r"\d+", "a whole number from 0")
NUMBER = (r"\d+(\.\d+)?", "a number")
FLAG = (r"[01]", "0 or 1")
TEXT = (r".+", "a text")
NAME = (r"[a-z0-9][a-z0-9_.-]*", "a name in lower case")
EXERCISE = (r"\d+\.\d+", "an exercise, as 10.1")
MODE = (r"normal|zero|mean", "normal, zero or mean")

VERBS = {
    # look: a panel, by its name in `lmlab shot --panel` (viz/layout.cpp), and what is chosen in it
    "attention": {"layer": INDEX, "head": INDEX, "query": INDEX, "key": INDEX},
    "experiment": {},
    "loss": {"log_x": FLAG, "bits": FLAG},
    "next": {"position": INDEX, "temperature": NUMBER, "top_k": INDEX, "top_p": NUMBER, "seed": INDEX},
    "probe": {"text": TEXT, "position": INDEX},
    "samples": {},
    "timemachine": {"step": INDEX},
    "transport": {},
    "ladder": {"position": INDEX},
    "bigrams": {"previous": TEXT, "next": TEXT},
    "sparsity": {},
    "pieces": {},
    "merges": {"merge": INDEX},
    "fertility": {},
    "dialogue": {"text": TEXT},
    "scoreboard": {},
    # act: commands of engine/observe/watch.h, and edits of heads
    "train": {"steps": INDEX, "lr_scale": NUMBER},
    "pause": {},
    "head": {"layer!": INDEX, "head!": INDEX, "mode!": MODE},
    # ask: quiz.json of the chapter; the judge of an exercise
    "quiz": {"id!": NAME},
    "check": {"exercise!": EXERCISE},
}


def parse(target):
    """(verb, {argument: value}) of a `lab:` link. Throws ValueError saying what is wrong with it."""
    verb, _, query = target.removeprefix("lab:").partition("?")
    if verb not in VERBS:
        raise ValueError(f"{target}: no verb {verb or '(nothing)'}{nearest(verb, VERBS)}")
    forms = {name.rstrip("!"): form for name, form in VERBS[verb].items()}
    given = {}
    for part in query.split("&") if query else ():
        name, equals, value = part.partition("=")
        value = urllib.parse.unquote(value)
        if name not in forms:
            raise ValueError(f"{target}: {verb} takes no {name or '(nothing)'}{nearest(name, forms)}")
        if name in given:
            raise ValueError(f"{target}: {name} is given twice")
        if not equals or not re.fullmatch(forms[name][0], value):
            raise ValueError(f"{target}: {name} wants {forms[name][1]}, got {value or 'nothing'}")
        given[name] = value
    for name in VERBS[verb]:
        if name.endswith("!") and name[:-1] not in given:
            raise ValueError(f"{target}: {verb} wants {name[:-1]}={forms[name[:-1]][1]}")
    return verb, given
