"""Commands of the lessons run as a reader types them, and the recorded runs that pictures and numbers come from.

chapters/NN_name/expected/runs.json says how each run is made and by what it is known:
{NAME: {"command": "./lab train … --out runs/NAME --plain", "minutes": 1, "seed": 1, "steps": 2000,
"valid_characters": 111540}}. Runs and texts are never committed: a run is looked for in runs/NAME, or where
--run NAME=FOLDER (or the variable LAB_RUNS) says; a text where --data NAME=FILE (or LAB_TEXTS) says.
"""
import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

import numbers_file
from project_files import ROOT, project_files, read

TABLE = re.compile(r"(chapters/\d\d_\w+)/expected/runs\.json")
FIELDS = {"command": str, "minutes": (int, float), "seed": int, "steps": int, "valid_characters": int}
PROGRAM = ROOT / "build/release/app/lmlab"


class Failed(Exception):
    """What a command did instead of what was wanted, in one line."""


def ask(parser):
    """(the parsed command line, the Desk it describes): adds what every tool that runs commands takes."""
    parser.add_argument("--lab", type=pathlib.Path, default=PROGRAM, help="the program (default: %(default)s)")
    parser.add_argument("--run", action="append", default=[], metavar="NAME=FOLDER", help="a recorded run")
    parser.add_argument("--data", action="append", default=[], metavar="NAME=FILE", help="a text")
    asked = parser.parse_args()
    return asked, Desk(asked.lab, places(parser, asked.data, "LAB_TEXTS"), places(parser, asked.run, "LAB_RUNS"))


def places(parser, words, variable):
    """{NAME: absolute path} of NAME=PATH words, those of the environment first."""
    found = {}
    for word in os.environ.get(variable, "").split() + words:
        name, equals, path = word.partition("=")
        if not name or not equals or not os.path.exists(path):
            parser.error(f"want NAME=PATH of something that exists, got {word!r}")
        found[name] = pathlib.Path(path).resolve()
    return found


def tables():
    """({NAME: entry}, problems) of all chapters' runs.json."""
    runs, problems = {}, []
    for path in (path.as_posix() for path in project_files("/expected/runs.json")):
        data, wrong = numbers_file.load_json(path, read(path))
        problems += wrong
        for name, entry in (data or {}).items() if TABLE.fullmatch(path) else ():
            good = isinstance(entry, dict) and set(entry) == set(FIELDS)
            good = good and all(isinstance(entry[field], kind) for field, kind in FIELDS.items())
            if not good or f"--out runs/{name} " not in entry["command"] + " ":
                problems.append(f"{path}: {name}: wants {', '.join(FIELDS)}, and --out runs/{name} in command")
            elif name in runs:
                problems.append(f"{path}: {name}: another chapter has a run of this name")
            else:
                runs[name] = entry
    return runs, problems


class Desk:
    """A folder that looks like the project to a command: ./lab, the texts, the runs, the chapters' scripts."""

    def __init__(self, lab, texts, runs):
        """texts, runs: {NAME: path} of those that stand elsewhere."""
        self.lab, self.texts, self.given = lab.resolve(), texts, runs
        self.runs, self.problems = tables()

    def run_folder(self, name):
        """(where the run is, '') or (None, why it cannot be used)."""
        entry, folder = self.runs.get(name), self.given.get(name, ROOT / "runs" / name)
        if entry is None:
            return None, f"no expected/runs.json knows a run {name}"
        if not (folder / "config.json").is_file():
            return None, f"wants the run {name}: --run {name}=FOLDER, or {entry['command']}"
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        valid = (folder / "valid.txt").read_text(encoding="utf-8")
        for what, found in (("seed", config["seed"]), ("steps", config["steps"]), ("valid_characters", len(valid))):
            if found != entry[what]:
                return None, f"{folder} is another run: {what} {found}, {name} has {entry[what]}"
        if not (folder / f"keyframes/step_{entry['steps']:09}.safetensors").is_file():
            return None, f"{folder} has not reached step {entry['steps']}"
        return folder, ""

    def lacks(self, command):
        """Why the command cannot be run here, or ''."""
        for name in runs_read(command):
            if not self.run_folder(name)[0]:
                return self.run_folder(name)[1]
        for name in texts_read(command):
            if name not in self.texts:
                return f"wants the text {name}: --data {name}=FILE"
        if re.search(r"(^|\s)\./lab\s", command) and not self.lab.is_file():
            return f"wants the program: ./lab builds it, --lab FILE if it is not {self.lab}"
        return lacking_module(command)

    @contextlib.contextmanager
    def folder(self):
        with tempfile.TemporaryDirectory(prefix="lab-desk-") as name:
            root = pathlib.Path(name)
            for part in ("chapters", "tests"):
                (root / part).symlink_to(ROOT / part)
            (root / "lab").symlink_to(self.lab)
            (root / "runs").mkdir()
            for text, path in self.texts.items():
                (root / text).symlink_to(path)
            for run in self.runs:
                if self.run_folder(run)[0]:
                    (root / "runs" / run).symlink_to(self.run_folder(run)[0])
            yield root

    def output(self, command, seconds):
        """What the command prints. Throws Failed if it fails or takes longer."""
        with self.folder() as root:
            return output(command, root, seconds)

    def make(self, name):
        """Makes a recorded run in runs/NAME. Throws Failed."""
        lacks, to = self.lacks(self.runs[name]["command"]), ROOT / "runs" / name
        if lacks:
            raise Failed(lacks)
        with self.folder() as root:
            output(self.runs[name]["command"], root, 600 + 300 * self.runs[name]["minutes"])
            to.parent.mkdir(exist_ok=True)
            shutil.move(root / "runs" / name, to)


def output(command, folder, seconds):
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    try:
        ended = subprocess.run(["sh", "-c", command], cwd=folder, env=env, check=False, timeout=seconds,
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    except subprocess.TimeoutExpired:
        raise Failed(f"not done after {seconds:g} s") from None
    if ended.returncode:
        said = (ended.stderr.strip() or ended.stdout.strip() or "it said nothing").splitlines()[-1]
        raise Failed(f"exit code {ended.returncode}: {said}")
    return ended.stdout


def runs_read(command):
    """Names of the recorded runs that a command reads (not those that it makes, --out)."""
    return sorted(set(re.findall(r"(?<!--out )\bruns/([\w-]+)", command)))


def texts_read(command):
    """Names of the text files that a command reads and that are not ours."""
    found = re.findall(r"--data[ =](\S+)", command)
    return sorted({name for name in found if not name.startswith("tinytown") and not (ROOT / name).exists()})


def lacking_module(command):
    """Why a python3 SCRIPT of the chapters cannot run: a package of it is not there."""
    words = shlex.split(command)
    for script in (word for word in words if word.endswith(".py") and words[0] == "python3"):
        modules = re.findall(r"^(?:import|from) (torch|numpy)\b", read(script), re.M)
        for module in modules:
            if subprocess.run(["python3", "-c", f"import {module}"], check=False, capture_output=True).returncode:
                return f"wants a python3 that has {module}"
    return ""
