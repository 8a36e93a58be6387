#!/usr/bin/env python3
"""tools/figures.py makes the pictures that lessons show, and finds those that are missing, strange or unused."""
import json
import struct
import unittest

from lesson_project import EN, FOLDER, KO, Project

TABLE, RUNS = FOLDER + "figures/figures.json", FOLDER + "expected/runs.json"
FIGURE = {"name": "loss", "run": "ch10", "arguments": ["--panel", "loss", "--size", "96x60"]}
RUN = {"command": "./lab train gpt --out runs/ch10 --plain", "minutes": 1, "seed": 1, "steps": 20,
       "valid_characters": 5}
# Trains and draws as lmlab does, as far as the tool can see.
PROGRAM = """#!/usr/bin/env python3
import json, pathlib, sys
pathlib.Path("LOG").open("a").write(" ".join(sys.argv[1:]) + "\\n")
words = dict(zip(sys.argv, sys.argv[1:]))
if sys.argv[1] == "train":
    run = pathlib.Path(words["--out"])
    (run / "keyframes").mkdir(parents=True)
    (run / "config.json").write_text(json.dumps({"seed": 1, "steps": 20}))
    (run / "valid.txt").write_text("12345")
    (run / "keyframes/step_000000020.safetensors").write_text("")
else:
    assert pathlib.Path(sys.argv[2], "config.json").exists()
    pathlib.Path(words["-o"]).write_bytes(b"PNG of " + words["--lang"].encode())
"""


def png(width=96, height=60, size=100):
    return (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)).ljust(size, b"\0")


class Figures(Project):
    def setUp(self):
        super().setUp()
        self.write(TABLE, json.dumps({"figures": [FIGURE]}))
        self.write(RUNS, json.dumps({"ch10": RUN}))
        self.write(EN, "![loss](figures/loss.png)\n")
        self.write(KO, "![손실](figures/loss.ko.png)\n")
        self.draw("loss.png", png())
        self.draw("loss.ko.png", png())

    def draw(self, name, data):
        (self.root / FOLDER / "figures" / name).write_bytes(data)

    def expect(self, code, *said, words=("--check",)):
        got, text = self.run_tool("figures", *words)
        self.assertEqual(got, code, text)
        for wanted in said:
            self.assertIn(wanted, text)

    def test_what_is_as_it_should_be_passes(self):
        self.expect(0, "figures.py: 0 problem(s); 1 figure(s) in 2 languages")

    def test_a_picture_that_is_missing_or_strange(self):
        for data, said in ((png(size=300_001), "has 300,001 bytes, more than 300,000"),
                           (b"GIF", "is no PNG"), (png(97), "is 97x60, its arguments say 96x60")):
            self.draw("loss.ko.png", data)
            self.expect(1, "loss.ko.png: " + said)
        (self.root / FOLDER / "figures/loss.ko.png").unlink()
        self.expect(1, "loss.ko.png: missing")

    def test_a_picture_that_is_not_listed_or_not_shown(self):
        self.draw("old.png", png())
        self.write(EN, "![loss](figures/new.png)\n")
        self.expect(1, f"figures/old.png: {TABLE} does not list it", f"{EN}:1: {TABLE} does not list {FOLDER}figures/new",
                    f"{TABLE}: no English page shows {FOLDER}figures/loss.png", "figures.py: 3 problem(s)")

    def test_a_picture_of_the_other_language(self):
        self.write(KO, "![손실](figures/loss.png)\n")
        self.expect(1, f"no Korean page shows {FOLDER}figures/loss.ko.png", f"{KO} shows {FOLDER}figures/loss.png")
        self.write(EN, "![loss](figures/loss.ko.png)\n")
        self.expect(1, f"no Korean page shows {FOLDER}figures/loss.ko.png", f"no English page shows {FOLDER}figures/loss.png")

    def test_a_table_that_is_not_as_it_should_be(self):
        for figures, said in (([FIGURE, FIGURE], "loss stands twice"), ([], "wants an object with a list of figures"),
                              ([FIGURE | {"run": "ch11"}], "no expected/runs.json has the run ch11"),
                              ([FIGURE | {"alt": "x"}], "wants name, run and arguments"),
                              ([FIGURE | {"name": "A b"}], "wants name, run and arguments")):
            self.write(TABLE, json.dumps({"figures": figures}))
            self.expect(1, said)

    def test_both_languages_are_drawn_from_the_run_which_is_made_if_need_be(self):
        self.write("program", PROGRAM.replace("LOG", str(self.root / "log")))
        (self.root / "program").chmod(0o755)
        for _ in range(2):
            self.expect(0, "loss.ko.png: 9 bytes", words=("--lab", str(self.root / "program")))
        log = self.read("log").splitlines()
        self.assertEqual([line.split()[0] for line in log], ["train", "shot", "shot", "shot", "shot"])
        self.assertTrue(log[1].startswith("shot runs/ch10 --panel loss --size 96x60 --lang en -o "), log[1])
        self.assertEqual(self.read(FOLDER + "figures/loss.png"), "PNG of en")
        self.assertEqual(self.read(FOLDER + "figures/loss.ko.png"), "PNG of ko")
        self.expect(1, "no figure los; did you mean loss?", words=("--lab", str(self.root / "program"), "los"))
        self.assertEqual(len(self.read("log").splitlines()), 5)
        self.write("runs/ch10/valid.txt", "1")
        self.expect(1, "loss: ", "is another run: valid_characters 1", words=("--lab", str(self.root / "program")))
        self.assertEqual(len(self.read("log").splitlines()), 5)  # it was not made once more


if __name__ == "__main__":
    unittest.main()
