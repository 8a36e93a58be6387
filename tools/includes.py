#!/usr/bin/env python3
"""Who may include whom: checks every #include of ours against the house rules.

    tools/includes.py            prints each violation as `file:line: what (rule)`
    tools/includes.py --check    the same, and exit code 1 if there is one

The engine's rooms are read from the table in engine/README.md, whose third column says what a room
may include; permission is passed on (ops may include kernels, kernels may include core, so ops may
include core). The rules for everything outside the engine stand here, in RULES.
"""
import collections
import pathlib
import re
import sys

from project_files import ROOT, finish, project_files, read

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
EVERYTHING = ("engine", "datasets", "chapters", "viz", "app", "tests", "notebooks")

# folder -> (folders and files it may include besides itself, the rule in words); longest folder wins
RULES = {
    "viz": (("engine/core/real.h", "engine/core/check.h", "engine/observe", "engine/text",
             "engine/lesson"),
            "viz sees Frame, scalars, text, lessons and commands; never a Tensor, a model or a chapter"),
    "datasets": (("engine/core", "engine/text", "engine/io"),
                 "a data set is text and labels: engine/core, text and io only"),
    "chapters": (("engine", "datasets"), "a chapter knows the engine and data, no screen"),
    "app": (EVERYTHING[:-2], "app links everything but tests"),
    "tests": (EVERYTHING, "tests may see everything"),
    "notebooks": (EVERYTHING[:-3] + ("app",), "notebooks see what app sees"),
}

# what these rooms must not reach, by any chain of includes: their place is to know less
UNREACHABLE = {
    "engine/kernels": (("engine/core/tensor.h", "engine/core/tape.h"),
                       "a kernel is loops over pointers: no Tensor, no Tape"),
    "engine/text": (("engine/core/tensor.h", "engine/core/tape.h"),
                    "text and ids, no tensors"),
    "engine/tokens": (("engine/core/tensor.h", "engine/core/tape.h"),
                      "text and ids, no tensors"),
    "viz": (("engine/core/tensor.h", "engine/core/tape.h"), "viz never sees a Tensor"),
}

# system headers with a fixed address: pattern -> (who may include it, the rule)
SYSTEM = (
    (r"(openblas/)?cblas\.h", ("engine/core/blas.h", "engine/core/blas.cpp"),
     "only engine/core/blas includes cblas.h"),
    (r"GLFW/.*|GL/.*|imgui_impl_.*", ("viz/window/", "tests/ui/"),
     "GLFW and GL stay in viz/window, so that everything else runs without X"),
    (r"imgui.*", ("viz/", "tests/ui/", "tests/bench/", "tests/unit/viz", "tests/unit/raster"),
     "Dear ImGui stays in viz"),
)
HEAVY = re.compile(r"nlohmann/.*|CLI/.*|fmt/.*|iostream|regex")


def engine_rooms(text):
    """{'ops': {'core', 'kernels'}, ...} from the table in engine/README.md, permissions passed on."""
    direct = {}
    for line in text.splitlines():
        row = re.match(r"\|\s*`(\w+)/`\s*\|.*\|([^|]*)\|\s*$", line)
        if not row:
            continue
        words = set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", row[2])))
        known = set(direct) | {"core", "kernels", "ops", "nn", "optim", "text", "io", "observe", "run"}
        above = set(direct) if "all of the above" in row[2] else words & known
        direct[row[1]] = above
    if not direct:
        sys.exit("includes.py: found no table of rooms in engine/README.md")
    allowed = {}
    for room in direct:
        reached, queue = set(), [room]
        while queue:
            for other in direct.get(queue.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    queue.append(other)
        allowed[room] = reached
    return allowed


def includes_of(text):
    """(line number, '<' or '"', name) of each #include."""
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1], found[2]


def under(path, places):
    """Is path one of the places, or inside one?"""
    return any(path == place or path.startswith(place.rstrip("/") + "/") for place in places)


def engine_rule(path, target, rooms):
    """Why a file of the engine may not include target, or None."""
    parts = pathlib.PurePath(path).parts
    if not target.startswith("engine/"):
        return "the engine knows no chapter, no data set and no screen"
    room, other = parts[1], pathlib.PurePath(target).parts[1]
    if other == room or len(parts) == 2:
        return None
    if room not in rooms:
        return f"engine/{room} is not in the table of engine/README.md"
    if other in rooms[room]:
        return None
    return f"engine/{room} may include {', '.join(sorted(rooms[room])) or 'nothing of ours'}"


def chapter_rule(path, target):
    """Chapters do not know each other; the registry beside them knows them all."""
    mine, other = pathlib.PurePath(path).parts[1], pathlib.PurePath(target).parts[1]
    if other == mine or mine.startswith("registry") or not re.match(r"\d\d_", other):
        return None
    return "a chapter never includes another: at its second use, code moves to engine/nn"


def our_rule(path, target, rooms):
    """Why `path` may not include our file `target`, or None."""
    top, other = path.split("/")[0], target.split("/")[0]
    if top == "engine":
        return engine_rule(path, target, rooms)
    if top == other:
        return chapter_rule(path, target) if top == "chapters" else None
    if top not in RULES:
        return f"{top} has no rule in tools/includes.py"
    allowed, words = RULES[top]
    return None if under(target, allowed) else words


def system_rule(path, name):
    """Why `path` may not include the foreign header `name`, or None."""
    for pattern, places, words in SYSTEM:
        if re.fullmatch(pattern, name):
            return None if under(path, places) or path.startswith(places) else words
    if path.endswith(".h") and HEAVY.fullmatch(name) and not path.startswith("tests/"):
        return "headers are light: include this in a .cpp"
    return None


def chains(graph, start):
    """Every file reached from start, with the shortest chain of includes that reaches it."""
    reached, queue = {start: (start,)}, collections.deque([start])
    while queue:
        here = queue.popleft()
        for there in graph.get(here, ()):
            if there not in reached:
                reached[there] = reached[here] + (there,)
                queue.append(there)
    return reached


def resolve(path, name):
    """The project path of a quoted include, or None: from the root, as all of ours are written."""
    if (ROOT / name).is_file():
        return name
    beside = (pathlib.PurePath(path).parent / name).as_posix()
    return beside if (ROOT / beside).is_file() else None


def violations(sources, rooms):
    """All of them, as lines to print. sources: {path: text}."""
    graph, found = {}, []
    for path, text in sources.items():
        graph[path] = []
        for number, quote, name in includes_of(text):
            target = resolve(path, name) if quote == '"' else None
            if target is None:
                words = system_rule(path, name)
            else:
                graph[path].append(target)
                words = our_rule(path, target, rooms)
            if words:
                found.append(f"{path}:{number}: includes {name} ({words})")
    for place, (forbidden, words) in UNREACHABLE.items():
        for path in sources:
            reached = chains(graph, path) if under(path, (place,)) else {}
            for target in forbidden:
                if target in reached:
                    found.append(f"{path}: reaches {' -> '.join(reached[target][1:])} ({words})")
    return found


def main():
    rooms = engine_rooms(read("engine/README.md"))
    files = [path.as_posix() for path in project_files(".h", ".cpp")]
    found = violations({path: read(path) for path in files if path.split("/")[0] in EVERYTHING}, rooms)
    return finish("includes.py", found, "--check" in sys.argv, f"{len(files)} files looked at")


if __name__ == "__main__":
    sys.exit(main())
