"""A lesson that is true, with all that it cites, and a project around it: for the tests of tools/."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

FOLDER = "chapters/10_gpt/"
EN, KO, SOURCE = FOLDER + "lesson.md", FOLDER + "lesson.ko.md", FOLDER + "model.cpp"
NUMBERS, QUIZ, EXERCISE = FOLDER + "expected/numbers.json", FOLDER + "quiz.json", FOLDER + "exercises/ex1_a.h"
CODE = """void f() {
  // [step]
  a();
  // [inner]
    b();
  // [/inner]
  // [/step]
}
"""
ENTRY = {"value": 2.3031, "text": "2.30", "tolerance": 0.05, "unit": "nats/char", "command": "lmlab train gpt"}
LESSON = """# Lesson

It falls to 2.30<!-- num:loss --> nats. [look](lab:attention?layer=1&head=2) [guess](lab:quiz?id=mask)
![screen](screen.png) [do it](lab:check?exercise=10.1)

```cpp snippet=chapters/10_gpt/model.cpp#step
a();
  b();
```

- in a list:
  ```cpp snippet=chapters/10_gpt/model.cpp#inner
  b();
  ```

```sh
lmlab train gpt
```
"""
GOOD = {EN: LESSON, SOURCE: CODE, NUMBERS: json.dumps({"loss": ENTRY}, indent=1),
        QUIZ: '{"quizzes": [{"id": "mask"}]}', EXERCISE: 'LAB_TODO("10.1");\n'}
TERMS = """# Words

| English | Korean | not used | meanings |
|---|---|---|---|
| transformer | 트랜스포머 | 변압기, 변환기 | a model of attention and MLPs |
| attention | 어텐션 | 주의 (한 낱말로) | |
| loss | 손실, 손실값 | 로스 | |
| token | 토큰 | — | |
"""


@unittest.skipUnless(shutil.which("git"), "git is not installed")
class Project(unittest.TestCase):
    """The tools as they are typed, in a project of their own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        self.copy("tools")
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)

    def copy(self, folder):
        """A folder of the real project."""
        shutil.copytree(ROOT / folder, self.root / folder, ignore=shutil.ignore_patterns("__pycache__"))

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def run_tool(self, name, *words, **environment):
        """(exit code, what it printed)"""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("LAB_")} | environment
        run = subprocess.run([sys.executable, f"tools/{name}.py", *words], cwd=self.root, check=False,
                             capture_output=True, text=True, env=environment)
        return run.returncode, run.stdout + run.stderr
