#!/usr/bin/env python3
"""tools/snippets.py complains of each thing it should, once, and of nothing else."""
import json
import re
import unittest

from lesson_project import CODE, ENTRY, EXERCISE, FOLDER, GOOD, LESSON, NUMBERS, QUIZ, ROOT, SOURCE, Project
from lesson_project import EN as PAGE

import lab_links
import snippets


def changed(path, old, new):
    """GOOD with one change, which is one."""
    assert old in GOOD[path], old
    return {**GOOD, path: GOOD[path].replace(old, new, 1)}


class Snippets(unittest.TestCase):
    def complaints(self, files):
        _, stale, problems = snippets.look_at(files, ["chapters/10_gpt/screen.png"])
        return stale + problems

    def expect(self, files, *words):
        """One complaint, which holds all the words."""
        found = self.complaints(files)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def entry(self, **changes):
        return {**GOOD, NUMBERS: json.dumps({"loss": {**ENTRY, **changes}})}

    def test_a_true_lesson_passes(self):
        self.assertEqual(self.complaints(GOOD), [])

    def test_a_stale_block_is_named_and_rewritten(self):
        for old in ("a();\n  b();", "  ```cpp snippet=chapters/10_gpt/model.cpp#inner\n  b();"):
            files = changed(PAGE, old, old.replace("b()", "c()"))
            self.expect(files, f"{PAGE}:", "is not as chapters/10_gpt/model.cpp#", "run tools/snippets.py")
            self.assertEqual(snippets.look_at(files)[0][PAGE], LESSON)
        self.assertEqual(snippets.look_at(changed(PAGE, "a();\n  b();\n", ""))[0][PAGE], LESSON)

    def test_regions_are_well_formed(self):
        twice = CODE + "// [step]\n// [/step]\n"
        found = self.complaints({**GOOD, SOURCE: twice})
        self.assertIn(f"{SOURCE}:9: the tag [step] is defined twice, first in line 2", found)
        self.assertIn(f"{SOURCE}:2: the region [step] is never closed: want [/step]",
                      self.complaints(changed(SOURCE, "  // [/step]\n", "")))
        self.assertIn(f"{SOURCE}:4: the region [inner] is empty",
                      self.complaints(changed(SOURCE, "    b();\n", "\n")))
        self.expect(changed(SOURCE, "}\n", "// [/other]\n"), f"{SOURCE}:8: [/other] closes a region")

    def test_hashes_mark_regions_where_they_are_comments(self):
        files = {**GOOD, "tools/a.py": "# [part]\nx = 1\n# [/part]\n", "a.sh": "// [part]\n"}
        self.expect(files, "tools/a.py:1: no lesson cites the region [part]")

    def test_what_is_cited_exists(self):
        found = self.complaints(changed(PAGE, "model.cpp#inner", "modle.cpp#inner"))
        self.assertIn(f"{PAGE}:12: chapters/10_gpt/modle.cpp does not exist; did you mean {SOURCE}?", found)
        found = self.complaints(changed(PAGE, "#inner", "#iner"))
        self.assertIn(f"{PAGE}:12: {SOURCE} has no region [iner]; did you mean inner?", found)
        found = self.complaints(changed(PAGE, "model.cpp#inner", "model.cpp"))
        self.assertIn(f"{PAGE}:12: snippet={SOURCE} names no region: want snippet=path#tag", found)
        found = self.complaints(changed(PAGE, "model.cpp#inner", "quiz.json#inner"))
        self.assertTrue(any("quiz.json cannot have regions" in line for line in found), found)

    def test_every_region_is_cited(self):
        self.expect({**GOOD, SOURCE: "// [new]\nx\n// [/new]\n" + CODE},
                    f"{SOURCE}:1: no lesson cites the region [new]")

    def test_every_block_says_what_it_is(self):
        for mark in ("```text\n", "```pseudo\n", "```json\n"):
            self.assertEqual(self.complaints(changed(PAGE, "```sh\n", mark)), [])
        self.expect(changed(PAGE, "```sh\n", "```cpp\n"), f"{PAGE}:16: a block of cpp is neither")
        self.expect(changed(PAGE, "```sh\n", "```\n"), f"{PAGE}:16: a block of nothing is neither")
        self.expect(changed(PAGE, "train gpt\n```\n", "train gpt\n"), f"{PAGE}:16: the block is never closed")

    def test_a_region_that_would_close_its_block_is_refused(self):
        files = changed(SOURCE, "    b();", "    b();\n  ```")
        self.assertTrue(any("the region holds ``` itself" in line for line in self.complaints(files)))

    def test_numbers_are_those_that_were_measured(self):
        files = changed(PAGE, "2.30<", "2.41<")
        self.expect(files, f"{PAGE}:3: a number is not as measured")
        self.assertEqual(snippets.look_at(files)[0][PAGE], LESSON)
        for before in ("to <!--", "to 1,200<!--", "to −2.3e-1<!--", "to 1.98–2.10<!--"):
            self.assertEqual(snippets.look_at(changed(PAGE, "to 2.30<!--", before))[0][PAGE], LESSON, before)
        korean = snippets.look_at(changed(PAGE, "falls to 2.30", "손실2.41"))[0][PAGE]
        self.assertIn("손실2.30<!-- num:loss -->", korean)

    def test_a_number_is_not_guessed_from_afar(self):
        for before in ("**2.30**", "2.30%", "2.30 nats", "x2.30"):
            changed_pages, _, problems = snippets.look_at(changed(PAGE, "to 2.30<", f"to {before}<"))
            self.assertEqual(changed_pages, {}, before)
            self.assertTrue(any("stands right behind its number" in line for line in problems), before)

    def test_numbers_are_known_and_cited(self):
        found = self.complaints(changed(PAGE, "num:loss", "num:los"))
        self.assertIn(f"{PAGE}:3: chapters/10_gpt/expected/numbers.json has no number los; did you mean loss?",
                      found)
        self.assertIn(f"{NUMBERS}:2: no lesson of the chapter cites loss", found)
        self.assertTrue(any("inside `…` would be printed" in line for line in self.complaints(
            changed(PAGE, "2.30<!-- num:loss -->", "`2.30<!-- num:loss -->`"))))

    def test_the_file_of_numbers_is_well_formed(self):
        self.expect(self.entry(text="2.3 nats"), "is no number")
        self.expect(self.entry(tolerance=-1), "below 0")
        self.expect(self.entry(value="2.3"), "value wants a number")
        self.expect(self.entry(unit=3), "unit wants a string")
        self.expect(self.entry(extra=3), "wants value")
        self.assertTrue(any("further than the tolerance" in line
                            for line in self.complaints(self.entry(value=2.5))))
        self.assertTrue(any("further than the tolerance" in line
                            for line in self.complaints(self.entry(value=2.5, text="1.98–2.10"))))
        broken = self.complaints({**GOOD, NUMBERS: "{"})
        self.assertTrue(any(line.startswith(f"{NUMBERS}:1: not JSON") for line in broken), broken)
        twice = self.complaints({**GOOD, NUMBERS: '{"a": 1, "a": 2}'})
        self.assertIn(f"{NUMBERS}:1: the key a stands twice", twice)
        self.assertIn(f"{NUMBERS}:1: wants an object {{KEY: {{…}}}}", self.complaints({**GOOD, NUMBERS: "[]"}))

    def test_quizzes_exist_once_and_are_asked(self):
        found = self.complaints(changed(PAGE, "id=mask", "id=msk"))
        self.assertIn(f"{PAGE}:3: chapters/10_gpt/quiz.json has no quiz msk; did you mean mask?", found)
        self.assertIn(f"{QUIZ}:1: no lesson of the chapter asks mask", found)
        self.expect({**GOOD, QUIZ: '[{"id": "mask"},\n{"id": "mask"}]'}, "two quizzes have the id mask")
        self.expect({**GOOD, QUIZ: '[{"id": "mask"}, {}]'}, "quiz 2 has no id")
        self.assertIn(f"{QUIZ}:1: wants one list of quizzes, each with an id",
                      self.complaints({**GOOD, QUIZ: '{"quizzes": {}}'}))

    def test_exercises_and_files_that_are_linked_exist(self):
        self.expect(changed(PAGE, "exercise=10.1", "exercise=10.2"), 'no LAB_TODO("10.2")', "10.1")
        self.expect(changed(PAGE, "lab:check?", "lab:chek?"), f"{PAGE}:4: lab:chek", "no verb chek; did you mean check?")
        self.expect(changed(PAGE, "(screen.png)", "(scren.png)"), f"{PAGE}:4: the picture",
                    "did you mean chapters/10_gpt/screen.png?")
        self.expect(changed(PAGE, "(screen.png)", "(screen.png) [x](none.h)"), "the file chapters/10_gpt/none.h")
        self.assertEqual(self.complaints(changed(PAGE, "(screen.png)", "(screen.png) [x](../10_gpt#a)")), [])

    def test_pages_that_are_no_lessons_may_show_any_code(self):
        self.assertEqual(self.complaints({**GOOD, "chapters/README.md": "```cpp\nx\n```\n"}), [])


class LabLinks(unittest.TestCase):
    def expect(self, target, words):
        with self.assertRaises(ValueError) as caught:
            lab_links.parse(target)
        self.assertIn(words, str(caught.exception))

    def test_known_forms_pass(self):
        self.assertEqual(lab_links.parse("lab:attention?layer=1&head=2"),
                         ("attention", {"layer": "1", "head": "2"}))
        self.assertEqual(lab_links.parse("lab:probe?text=The%20king%20%26"), ("probe", {"text": "The king &"}))
        self.assertEqual(lab_links.parse("lab:loss"), ("loss", {}))

    def test_each_mistake_is_named(self):
        self.expect("lab:atention", "no verb atention; did you mean attention?")
        self.expect("lab:train?step=2", "train takes no step; did you mean steps?")
        self.expect("lab:train?steps=2&steps=3", "steps is given twice")
        self.expect("lab:train?steps=many", "steps wants a whole number from 0, got many")
        self.expect("lab:train?steps", "steps wants a whole number from 0, got nothing")
        self.expect("lab:quiz", "quiz wants id=a name in lower case")
        self.expect("lab:head?layer=1&head=2&mode=off", "mode wants normal, zero or mean, got off")

    def test_every_panel_that_a_picture_can_be_made_of_can_be_looked_at(self):
        table = re.search(r"kNames\[\] = \{(.*?)\};", (ROOT / "viz/layout.cpp").read_text(encoding="utf-8"), re.S)[1]
        panels = set(re.findall(r'\{"(\w+)"', table))
        self.assertGreater(len(panels), 7)
        self.assertEqual(panels - set(lab_links.VERBS), {"lesson"})  # a page does not point at itself


class Program(Project):
    def setUp(self):
        super().setUp()
        for path, text in GOOD.items():
            self.write(path, text)
        self.write(FOLDER + "screen.png", "")

    def test_snippets_checks_writes_and_is_content(self):
        self.write(PAGE, LESSON.replace("b();", "c();").replace("2.30<", "2.4<"))
        code, text = self.run_tool("snippets", "--check")
        self.assertEqual(code, 1)
        self.assertIn("3 problem(s); 1 page(s)", text)
        self.assertNotEqual(self.read(PAGE), LESSON)  # nothing is written
        code, text = self.run_tool("snippets")
        self.assertEqual((code, "0 problem(s)" in text), (0, True), text)
        self.assertEqual(self.read(PAGE), LESSON)
        self.assertEqual(self.run_tool("snippets", "--check")[0], 0)


if __name__ == "__main__":
    unittest.main()
