#!/usr/bin/env python3
"""tools/check_numbers.py finds every number again, and says which it did not look for and why."""
import json
import os
import unittest

from lesson_project import FOLDER, NUMBERS, Project

RUNS, SCRIPT = FOLDER + "expected/runs.json", FOLDER + "expected/by_hand.py"
BY_HAND, INSIDE = f"python3 {SCRIPT}", f"python3 {SCRIPT} runs/ch10"
PROGRAM = """#!/bin/sh
echo "$@" >> {log}
case $1 in
  train) echo "step 0/1  valid 4.17 nats/char"; test ! -f input.txt || echo "validation: 2.00 nats/char" ;;
  eval) test -f runs/ch10/config.json && echo "1.91 nats/char" ;;
  fail) echo "lab: no such verb" >&2; exit 2 ;;
esac
"""
RUN = {"command": "./lab train gpt --data input.txt --out runs/ch10 --plain", "minutes": 1, "seed": 1, "steps": 20,
       "valid_characters": 5}


def number(value, command, **more):
    return {"value": value, "text": f"{value}", "tolerance": 0.005, "unit": "1", "command": command} | more


class CheckNumbers(Project):
    def setUp(self):
        super().setUp()
        self.write(SCRIPT, "print('half 0.5')\nprint('third 0.333')\n")
        self.write("program", PROGRAM.format(log=self.root / "log"))
        (self.root / "program").chmod(0o755)
        self.write(RUNS, json.dumps({"ch10": RUN}))

    def look(self, numbers, *words):
        """(exit code, what it printed) with these numbers."""
        self.write(NUMBERS, json.dumps(numbers, indent=1))
        return self.run_tool("check_numbers", "--check", "--lab", str(self.root / "program"), *words)

    def expect(self, numbers, code, *said, words=()):
        got, text = self.look(numbers, *words)
        self.assertEqual(got, code, text)
        for wanted in said:
            self.assertIn(wanted, text)

    def write_run(self, **changes):
        config = {"seed": 1, "steps": 20} | changes
        self.write("runs/ch10/config.json", json.dumps(config))
        self.write("runs/ch10/valid.txt", "왕이 가" + "!")
        self.write("runs/ch10/keyframes/step_000000020.safetensors", "")

    def commands(self):
        return self.read("log").splitlines() if (self.root / "log").exists() else []

    def test_a_number_that_its_command_gives_is_good(self):
        self.expect({"half": number(0.5, BY_HAND + " half"), "third": number(0.33, BY_HAND + " third")}, 0,
                    "0 problem(s); 2 number(s) asserted, 0 not")

    def test_a_number_beyond_its_tolerance_is_told_with_its_line(self):
        self.expect({"half": number(0.51, BY_HAND + " half")}, 1,
                    f"{NUMBERS}:2: half: gives 0.5, written is 0.51 ± 0.005: {BY_HAND}")

    def test_a_number_that_is_not_printed_is_told(self):
        self.expect({"sixth": number(0.17, BY_HAND + " sixth")}, 1, "sixth: its output does not have the number")
        self.expect({"half": number(0.5, BY_HAND + " half", find="(half)")}, 1, "which is no number")
        self.expect({"half": number(0.5, BY_HAND + " half", find="half 0.5")}, 1, "find wants one group, the number; got 0")

    def test_a_script_may_not_contradict_another_command(self):
        numbers = {"half": number(0.5, BY_HAND + " half"),
                   "third": number(0.34, "./lab train gpt", find="valid (.*) nats", minutes=1)}
        self.expect(numbers, 1, "third: gives 0.333, written is 0.34")

    def test_a_pattern_finds_the_number_and_several_are_averaged(self):
        command = "for s in 1 2; do ./lab train gpt --steps $s; done; ./lab eval runs/ch10"
        self.write_run()
        self.expect({"mean": number(3.42, command, find=r"(\d\.\d+) nats")}, 0, "1 number(s) asserted")

    def test_a_command_is_run_once_for_all_of_its_numbers(self):
        numbers = {name: number(4.17, "./lab train gpt", find=r"valid (\S+)") for name in ("a", "b")}
        self.expect(numbers, 0, "2 number(s) asserted")
        self.assertEqual(self.commands(), ["train gpt"])
        self.write(SCRIPT, f"open('{self.root}/log', 'a').write('script\\n')\nprint('half 0.5')\nprint('third 0.333')\n")
        self.expect({"half": number(0.5, BY_HAND + " half"), "third": number(0.333, BY_HAND + " third")}, 0)
        self.assertEqual(self.commands()[1:], ["script"])

    def test_a_run_that_the_command_makes_is_not_wanted_before(self):
        numbers = {"a": number(4.17, "./lab train gpt --out runs/new", find=r"valid (\S+)")}
        self.expect(numbers, 0, "1 number(s) asserted", words=("--level", "quick"))

    def test_a_command_that_fails_is_told(self):
        self.expect({"a": number(1, "./lab fail")}, 1, "a: exit code 2: lab: no such verb: ./lab fail")

    def test_what_takes_minutes_is_asked_for(self):
        numbers = {"a": number(4.17, "./lab train gpt", find=r"valid (\S+)", minutes=2)}
        self.expect(numbers, 77, "not asserted, 1 number(s): ./lab train gpt: takes 2 min: --level long")
        self.assertEqual(self.commands(), [])
        self.expect(numbers, 0, "1 number(s) asserted", words=("--level", "long"))

    def test_a_speed_has_a_date_and_a_machine_and_is_not_measured_again(self):
        speed = number(9, "./lab bench gen_a", find="(x)")
        self.expect({"a": speed}, 1, "a: a speed: wants machine, the date and the machine")
        self.expect({"a": speed | {"machine": "a fast one"}}, 1, "wants a date and which machine")
        self.expect({"a": speed | {"machine": "2026-11-21, one core"}}, 77, "measured 2026-11-21, one core")
        self.assertEqual(self.commands(), [])

    def test_a_run_is_wanted_and_found(self):
        numbers = {"a": number(1.91, "./lab eval runs/ch10", find="(.*) nats")}
        self.expect(numbers, 77, "wants the run ch10: --run ch10=FOLDER, or ./lab train gpt --data input.txt")
        self.write_run()
        self.expect(numbers, 0, "1 number(s) asserted")
        self.expect(numbers, 77, "--level given", words=("--level", "quick"))
        (self.root / "runs").rename(self.root / "elsewhere")
        self.expect(numbers, 0, "1 number(s) asserted", words=("--run", f"ch10={self.root}/elsewhere/ch10"))

    def test_another_run_is_not_taken_for_it(self):
        numbers = {"a": number(1.91, "./lab eval runs/ch10", find="(.*) nats")}
        self.write_run(seed=2)
        self.expect(numbers, 77, "is another run: seed 2, ch10 has 1")
        self.write_run()
        self.write("runs/ch10/valid.txt", "왕")
        self.expect(numbers, 77, "is another run: valid_characters 1, ch10 has 5")
        self.write_run()
        (self.root / "runs/ch10/keyframes/step_000000020.safetensors").unlink()
        self.expect(numbers, 77, "has not reached step 20")
        self.expect({"a": number(1, "./lab eval runs/ch11")}, 77, "no expected/runs.json knows a run ch11")

    def test_a_text_is_wanted_and_stands_where_the_command_expects_it(self):
        numbers = {"a": number(2.0, "./lab train gpt --data input.txt", find="validation: (.*) nats")}
        self.expect(numbers, 77, "wants the text input.txt: --data input.txt=FILE")
        self.write("other.txt", "text")
        self.expect(numbers, 0, words=("--data", f"input.txt={self.root}/other.txt"))
        self.expect(numbers, 2, "want NAME=PATH of something that exists", words=("--data", "input.txt=nowhere"))

    def test_what_cannot_be_run_here_is_said(self):
        self.write(SCRIPT, "import torch\n")
        numbers = {"a": number(1, f"{INSIDE} a"), "b": number(1, "./lab list")}
        self.write_run()
        self.write("python3", "#!/bin/sh\nexit 1\n")
        (self.root / "python3").chmod(0o755)
        self.write(NUMBERS, json.dumps(numbers))
        code, text = self.run_tool("check_numbers", "--lab", "none", PATH=f"{self.root}:{os.environ['PATH']}")
        self.assertEqual(code, 0, text)
        self.assertIn("wants a python3 that has torch", text)
        self.assertIn("./lab list: wants the program: ./lab builds it", text)

    def test_only_some_numbers(self):
        numbers = {"half": number(0.9, BY_HAND + " half"), "third": number(0.333, BY_HAND + " third")}
        self.expect(numbers, 1, "half: gives 0.5", words=("half",))
        self.write(SCRIPT, "print('third 0.333')\n")
        self.expect(numbers, 0, "1 number(s) asserted", words=("th",))

    def test_runs_json_is_checked(self):
        for wrong in (RUN | {"steps": "20"}, {"command": RUN["command"]}, RUN | {"command": "./lab train gpt"}):
            self.write(RUNS, json.dumps({"ch10": wrong}))
            self.expect({"half": number(0.5, BY_HAND + " half")}, 1, f"{RUNS}: ch10: wants command, minutes")


if __name__ == "__main__":
    unittest.main()
