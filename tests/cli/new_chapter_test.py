#!/usr/bin/env python3
"""tools/new_chapter.py makes a chapter that the watchdogs pass, and touches nothing that exists."""
import json
import re
import shutil
import subprocess
import unittest

from lesson_project import ROOT, TERMS, Project

TITLES = ("Toys", "장난감")


class NewChapter(Project):
    def setUp(self):
        super().setUp()
        for folder in ("chapters", "engine", "tests/unit"):
            self.copy(folder)
        shutil.copy(ROOT / ".clang-format", self.root)
        self.write("chapters/GLOSSARY.md", TERMS)

    def make(self, *words):
        code, text = self.run_tool("new_chapter", *words)
        self.assertEqual(code, 0, text)
        return text

    def refused(self, words, why):
        before = self.files()
        code, text = self.run_tool("new_chapter", *words)
        self.assertEqual((code, text.count("\n")), (1, 1), text)
        self.assertIn(why, text)
        self.assertEqual(self.files(), before)

    def files(self):
        return {path: path.read_bytes() for path in self.root.rglob("*")
                if path.is_file() and ".git" not in path.parts}

    def test_the_watchdogs_pass_it(self):
        text = self.make("23", "toys", *TITLES)
        self.assertIn("How to fill it", text)
        for tool in ("snippets", "parity", "includes", "sizes"):
            problems = self.run_tool(tool)[1].splitlines()
            problems = [line for line in problems if "toys" in line or "registry" in line]
            self.assertEqual(problems, [])
        self.assertNotIn("@", re.sub(r"@param", "", "".join(
            path.read_text(encoding="utf-8") for path in (self.root / "chapters/23_toys").rglob("*.*"))))

    def test_its_exercise_has_its_files_hints_and_planted_mistakes(self):
        self.make("23", "toys", *TITLES)
        folder = "chapters/23_toys/"
        exercise, = json.loads(self.read(folder + "exercises/exercises.json"))
        self.assertEqual((exercise["id"], len(exercise["hints"])), ("23.1", 3))
        self.assertIn('LAB_TODO("23.1")', self.read(f"{folder}exercises/{exercise['file']}.h"))
        self.assertIn(f'#include "{exercise["file"]}.h"', self.read(f"{folder}check/{exercise['file']}.cpp"))
        solution = self.read(f"{folder}solutions/{exercise['file']}.h")
        of_exercise, = json.loads(self.read(folder + "solutions/mutants.json"))
        mutants = of_exercise["mutants"]
        self.assertEqual(of_exercise["id"], "23.1")
        self.assertGreaterEqual(len(mutants), 4)
        self.assertEqual([solution.count(mutant["find"]) for mutant in mutants], [1] * len(mutants))
        for text in (exercise["title"], exercise["task"], *exercise["hints"], *json.loads(self.read(folder + "quiz.json"))):
            self.assertTrue(text["en"] and text["ko"] and text["en"] != text["ko"], text)

    def test_it_stands_in_every_table(self):
        self.make("23", "toys", *TITLES)
        registry, build = self.read("chapters/registry.cpp"), self.read("chapters/CMakeLists.txt")
        self.assertIn('{23, "toys", "Toys", "장난감", make_toys_chapter},\n};', registry)
        self.assertIn('10_gpt/chapter.h"\n#include "chapters/23_toys/chapter.h"\n\nnamespace', registry)
        self.assertRegex(build, r"PRIVATE_DEPS [^)]*lab_gpt [^)]*lab_toys\)")
        self.assertIn("| 23 | `toys`: Toys |", self.read("chapters/README.md"))
        built = set(re.findall(r"23_toys/(\w+\.cpp)", build))
        written = {path.name for path in (self.root / "chapters/23_toys").glob("*.cpp")}
        self.assertEqual(built, written)
        self.assertIn("SOURCES toys_test.cpp", self.read("tests/unit/toys/CMakeLists.txt"))
        self.assertTrue((self.root / "tests/unit/toys/toys_test.cpp").is_file())

    def test_a_planned_chapter_keeps_its_titles(self):
        self.make("4", "backprop")
        registry = self.read("chapters/registry.cpp")
        self.assertIn('{4, "backprop", "Backpropagation and the first net", "역전파와 첫 신경망", make_backprop_chapter},',
                      re.sub(r"\n +", " ", registry))
        self.assertEqual(registry.count('"backprop"'), 1)
        self.assertLess(registry.index("04_backprop"), registry.index("10_gpt"))
        self.assertTrue(self.read("chapters/04_backprop/lesson.ko.md").startswith("# 4. 역전파와 첫 신경망\n"))

    def test_what_exists_is_refused(self):
        for words, why in ((("10", "gpt"), "chapter 10 gpt exists already"),
                           (("10", "toys", *TITLES), "already has chapter 10 gpt"),
                           (("23", "gpt", *TITLES), "already has chapter 10 gpt"),
                           (("23", "text", *TITLES), "taken"),
                           (("23", "kernels", *TITLES), "the name kernels is taken"),
                           (("23", "count_model", *TITLES), "tests/unit/count_model/"),
                           (("0", "toys", *TITLES), "want a number 1 to 99"),
                           (("23", "Toys", *TITLES), "want a number 1 to 99 and a name"),
                           (("23", "toys"), "want two titles"), (("23", "toys", "Toys"), "want two titles"),
                           (("23", "toys", 'a "b"', "가"), "without quotes")):
            self.refused(words, why)
        self.write("chapters/23_old/model.cpp", "")
        self.refused(("23", "toys", *TITLES), "chapters/23_old/model.cpp is there already")

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
    def test_code_is_formatted_whatever_the_name(self):
        for number, name, title in (("23", "ab", "Ab"), ("24", "a_very_long_name", "A title as long as " + "it " * 15)):
            self.make(number, name, title, "제목")
            files = [*(self.root / "chapters").glob(f"{number}_*/**/*"), *(self.root / f"tests/unit/{name}").glob("*")]
            files = [str(path) for path in files if path.suffix in (".h", ".cpp")]
            self.assertEqual(len(files), 14)
            files.append(str(self.root / "chapters/registry.cpp"))
            run = subprocess.run(["clang-format", "--dry-run", "-Werror", *files], check=False,
                                 capture_output=True, text=True)
            self.assertEqual(run.stderr, "")
            self.assertNotIn(f"chapters/{number}_", self.run_tool("snippets")[1])
        self.refused(("24", "a_very_long_name"), "exists already")  # found in a line that was broken

    def test_into_a_folder_it_changes_nothing_else(self):
        before = self.files()
        self.assertEqual(self.make("99", "skeleton", *TITLES, "--into", str(self.root / "out")), "")
        after = self.files()
        new = {path.relative_to(self.root).as_posix() for path in after if path not in before}
        self.assertEqual({path: after[path] for path in before}, before)
        self.assertTrue(all(path.startswith(("out/chapters/99_skeleton/", "out/tests/unit/skeleton/"))
                            for path in new), new)
        self.assertIn("out/chapters/99_skeleton/chapter.cpp", new)
        stamp = (self.root / "out/chapters/99_skeleton/model.cpp").stat().st_mtime_ns
        self.make("99", "skeleton", *TITLES, "--into", str(self.root / "out"))
        self.assertEqual((self.root / "out/chapters/99_skeleton/model.cpp").stat().st_mtime_ns, stamp)


if __name__ == "__main__":
    unittest.main()
