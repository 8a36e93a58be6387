#!/usr/bin/env python3
"""tests/bench/compare.py against commands that only pretend to measure."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMPARE = pathlib.Path(__file__).resolve().parents[1] / "bench" / "compare.py"
# Each call writes its name, and what the environment holds, to a log, and takes the next of its figures.
FAKE = """
import json, os, pathlib, sys
side, form, figures = sys.argv[1], sys.argv[2], sys.argv[3:]
log = pathlib.Path(__file__).with_name("log")
lines = log.read_text().splitlines() if log.exists() else []
seen = {key: os.environ.get(key) for key in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "EXTRA")}
log.write_text("\\n".join(lines + [json.dumps([side, seen])]))
print(form.replace("@", figures[sum(line.startswith('["' + side) for line in lines)]))
"""


class Compare(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.fake = pathlib.Path(folder.name) / "fake.py"
        self.fake.write_text(FAKE)

    def command(self, side, form, *figures):
        return " ".join(f"'{word}'" for word in (sys.executable, str(self.fake), side, form, *figures))

    def ours(self, *figures):
        return self.command("ours", '{"name": "gpt_a", "kernel": "Zen9", "tokens_per_s": @}', *figures)

    def peer(self, *figures):
        return self.command("peer", "gpt a tok/s=@ rss=1 MB", *figures)

    def run_it(self, ours, peer, *more):
        env = dict(os.environ, OPENBLAS_CORETYPE="Haswell", OPENBLAS_L2_SIZE="1", EXTRA="")
        return subprocess.run([sys.executable, str(COMPARE), "--ours", ours, "--peer", peer, *more],
                              capture_output=True, text=True, env=env, check=False)

    def log(self):
        return [json.loads(line) for line in self.fake.with_name("log").read_text().splitlines()]

    def refused(self, ended, code, *words):
        self.assertEqual(ended.returncode, code, ended)
        last = ended.stderr.splitlines()[-1]
        for word in words:
            self.assertIn(word, last)
        self.assertNotIn("Traceback", ended.stderr)
        if code == 1:
            self.assertEqual(len(ended.stderr.splitlines()), 1, ended.stderr)

    def test_medians_of_pairs_and_their_range(self):
        ended = self.run_it(self.ours("200", "300", "80"), self.peer("100", "100", "100"), "--json")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        out = json.loads(ended.stdout)
        self.assertEqual((out["ratio"], out["ratio_min"], out["ratio_max"]), (2, 0.8, 3))
        self.assertEqual((out["ours_tokens_per_s"], out["peer_tokens_per_s"]), (200, 100))
        self.assertEqual([pair["ratio"] for pair in out["pairs"]], [2, 3, 0.8])
        self.assertEqual(out["ours"]["kernel"], "Zen9")
        self.assertTrue(out["peer"]["kernel"])

    def test_the_median_is_of_ratios_not_of_figures(self):
        ended = self.run_it(self.ours("10", "200", "3000"), self.peer("10", "100", "3000"), "--json")
        self.assertEqual(json.loads(ended.stdout)["ratio"], 1)

    def test_the_sides_take_turns_in_the_same_clean_environment(self):
        ended = self.run_it(self.ours(*"1234"), self.peer(*"1111"), "--pairs", "4", "--peer-env", "EXTRA=x=y")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual("".join(side[0] for side, _ in self.log()), "oppoop" + "po")
        for side, seen in self.log():
            self.assertEqual((seen["OPENBLAS_CORETYPE"], seen["OPENBLAS_L2_SIZE"]), (None, None))
            self.assertEqual(seen["EXTRA"], "x=y" if side == "peer" else "")
        self.assertIn("pair 4: ours 4  peer 1 tokens/s  ratio 4.000", ended.stdout)
        self.assertIn("median ratio 2.500 (1.000 to 4.000, 4 pairs)", ended.stdout)
        self.assertIn("ours Zen9", ended.stdout)

    def test_another_pattern_and_the_last_match(self):
        peer = self.command("peer", "speed: 7 warm-up; speed: @ words", *("1,000",) * 3)
        ended = self.run_it(self.ours(*("500",) * 3), peer, "--peer-pattern", r"speed: ([\d,]+)", "--json")
        self.assertEqual(json.loads(ended.stdout)["ratio"], 0.5)

    def test_a_missing_figure_is_told(self):
        self.refused(self.run_it(self.ours("1"), self.command("peer", "fast", "1")), 1, "peer", "tok/s=")
        self.refused(self.run_it(self.command("ours", "fast", *"11"), self.peer("1")), 1, "ours", "tokens_per_s")
        two = self.command("ours", '{"tokens_per_s": @}\n{"tokens_per_s": 2}', *"111")
        self.refused(self.run_it(two, self.peer("1")), 1, "got 2")
        self.refused(self.run_it(self.ours(*"000000"), self.peer("1")), 1, "above 0")

    def test_a_command_that_fails_is_told(self):
        broken = f"'{sys.executable}' -c 'import sys; sys.exit(\"out of luck\")'"
        self.refused(self.run_it(broken, self.peer("1")), 1, "ours: exit code 1: out of luck")
        self.refused(self.run_it(self.ours("1"), "/no/such/program"), 1, "peer: cannot run /no/such/program")
        slow = f"'{sys.executable}' -c 'import time; time.sleep(30)'"
        self.refused(self.run_it(slow, self.peer("1"), "--timeout", "0.3"), 1, "ours: not done after 0.3 s")

    def test_wrong_use(self):
        good = self.ours("1"), self.peer("1")
        self.refused(self.run_it(*good, "--pairs", "2"), 2, "--pairs", "at least 3")
        self.refused(self.run_it(*good, "--peer-pattern", "tok/s"), 2, "one group")
        self.refused(self.run_it(*good, "--peer-pattern", "("), 2, "unterminated")
        self.refused(self.run_it("'open", good[1]), 2, "--ours")
        self.refused(self.run_it(*good, "--peer-env", "EXTRA"), 1, "KEY=VALUE")


if __name__ == "__main__":
    unittest.main()
