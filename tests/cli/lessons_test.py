#!/usr/bin/env python3
"""The tools that keep lessons true complain of each thing they should, once, and of nothing else."""
import json
import pathlib
import re
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import glossary  # noqa: E402
import lab_links  # noqa: E402
import parity  # noqa: E402
import snippets  # noqa: E402
import stamps  # noqa: E402
from project_files import read  # noqa: E402

FOLDER = "chapters/10_gpt/"
PAGE, SOURCE = FOLDER + "lesson.md", FOLDER + "model.cpp"
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
GOOD = {PAGE: LESSON, SOURCE: CODE, NUMBERS: json.dumps({"loss": ENTRY}, indent=1),
        QUIZ: '{"quizzes": [{"id": "mask"}]}', EXERCISE: 'LAB_TODO("10.1");\n'}


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
        self.expect(self.entry(extra=3), "wants exactly value")
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
        table = re.search(r"kNames\[\] = \{(.*?)\};", read("viz/layout.cpp"), re.S)[1]
        panels = set(re.findall(r'\{"(\w+)"', table))
        self.assertGreater(len(panels), 7)
        self.assertEqual(panels - set(lab_links.VERBS), set())


EN, KO = FOLDER + "lesson.md", FOLDER + "lesson.ko.md"
ENGLISH = """# Lesson

It has 4 heads.

## Loss

From 4.17<!-- num:start --> to 2.30<!-- num:end --> nats; then exercise 10.1.
[run](lab:train?steps=200) [probe](lab:probe?text=king)

```cpp snippet=a.cpp#step
f();
```
"""
KOREAN = """# 수업

헤드가 4개입니다.

## 손실

연습 10.1을 풀기 전에 2.30<!-- num:end -->까지, 4.17<!-- num:start -->에서.
[실행](lab:train?steps=200) [살펴보기](lab:probe?text=왕)

```cpp snippet=a.cpp#step
f();
```
"""
TERMS = """# Words

| English | Korean | not used | meanings |
|---|---|---|---|
| transformer | 트랜스포머 | 변압기, 변환기 | a model of attention and MLPs |
| attention | 어텐션 | 주의 (한 낱말로) | |
| loss | 손실, 손실값 | 로스 | |
| token | 토큰 | — | |
"""


class LessonParity(unittest.TestCase):
    def setUp(self):
        self.stamped, count = stamps.stamped(ENGLISH, KOREAN)
        self.assertEqual(count, 2)

    def complaints(self, en=ENGLISH, ko=None, **others):
        files = {EN: en, KO: self.stamped if ko is None else ko, parity.GLOSSARY: TERMS}
        return parity.look_at({**files, **others})[0]

    def drift(self, old, new):
        """Complaints when the Korean page differs, apart from its fingerprint."""
        self.assertIn(old, KOREAN)
        return self.complaints(ko=stamps.stamped(ENGLISH, KOREAN.replace(old, new))[0])

    def test_a_faithful_translation_passes(self):
        self.assertEqual(self.complaints(), [])

    def test_each_kind_of_drift_is_named_once(self):
        for old, new, words in (
                ("num:end", "num:loss", "measured numbers"),
                ("10.1을", "10.2를", "exercises of this section"), ("4개", "5개", "numbers of this section"),
                ("steps=200", "steps=300", "lab link is 'lab:train?steps=300'"),
                ("a.cpp#step", "a.cpp#stop", "snippet is 'a.cpp#stop'"),
                ("```cpp snippet=a.cpp#step\nf();\n```\n", "", f"{KO}: lacks the snippet of {EN}:10"),
                (" [살펴보기](lab:probe?text=왕)", "", f"{KO}: lacks the lab link of {EN}:8")):
            found = self.drift(old, new)
            self.assertEqual(len(found), 1, (old, found))
            self.assertIn(words, found[0])

    def test_both_pages_say_what_they_lack(self):
        found = self.drift("num:end", "num:loss")[0]
        self.assertIn("the Korean lacks end; the English lacks loss", found)
        found = self.complaints(ko=KOREAN + "\n## 더\n")
        self.assertEqual(found, [f"{EN}: lacks the heading level of {KO}:14: 2"])

    def test_a_missing_page_is_named(self):
        for absent, there in ((KO, EN), (EN, KO)):
            found = parity.look_at({there: ENGLISH, parity.GLOSSARY: TERMS})[0]
            self.assertEqual(found, [f"{absent}: missing; its partner is there"])
        found = parity.look_at({FOLDER + "wrong.md": "# x\n", parity.GLOSSARY: TERMS})[0]
        self.assertEqual(found, [f"{FOLDER}wrong.ko.md: missing; its partner is there"])
        self.assertEqual(parity.look_at({"chapters/README.md": "# x\n"})[0], [])

    def test_an_older_section_is_named_in_either_language(self):
        found = self.complaints(en=ENGLISH.replace("nats", "nats per character"))
        self.assertEqual(len(found), 1, found)
        self.assertIn(f"{KO}:6: older: {EN}:5 was changed", found[0])
        found = self.complaints(ko=self.stamped.replace("까지", "정도까지"))
        self.assertEqual(len(found), 1, found)
        self.assertIn(f"{EN}:5: older: {KO}:6 was changed", found[0])
        found = self.complaints(ENGLISH.replace("nats", "nat"), self.stamped.replace("까지", "정도까지"))
        self.assertIn("both this section and", found[0])

    def test_an_unstamped_section_is_named(self):
        found = self.complaints(ko=KOREAN)
        self.assertEqual(len(found), 2, found)
        self.assertIn(f"{KO}:1: nobody has said", found[0])

    def test_new_lines_code_and_measurements_make_nothing_older(self):
        en = ENGLISH.replace("f();", "g();").replace("2.30<", "2.31<").replace("to 2", "to\n2")
        self.assertEqual(self.complaints(en=en), [])

    def test_one_section_can_be_stamped_alone(self):
        en = ENGLISH.replace("It has", "There are").replace("nats", "nats each")
        ko, count = stamps.stamped(en, self.stamped, 9)
        self.assertEqual(count, 1)
        found = self.complaints(en=en, ko=ko)
        self.assertEqual(len(found), 1, found)
        self.assertIn(f"{KO}:1: older", found[0])
        with self.assertRaises(ValueError):
            stamps.stamped(ENGLISH + "## More\n", KOREAN)

    def test_words_that_we_do_not_use(self):
        found = self.complaints(ko=self.stamped.replace("헤드가", "변압기는 헤드가"))
        self.assertIn(f"{KO}:4: we do not say 변압기: 트랜스포머 (transformer)", found)
        terms, problems = glossary.parse("g.md", TERMS)
        self.assertEqual(problems, [])
        for text, count in (("주의를 준다", 1), ("주의하세요", 0), ("부주의", 0), ("언어변환기", 1), ("로스", 1),
                            ("글로스", 0), ("`변압기`", 0), ("```text\n변압기\n```", 0), ("— 토큰", 0),
                            ("변압기가 아닙니다 <!-- word: 변압기 -->", 0), ("[변압기](변압기.md)", 1)):
            self.assertEqual(len(glossary.check_page("a.ko.md", text, terms)), count, text)

    def test_a_right_word_may_hold_a_wrong_one(self):
        terms = glossary.parse("g.md", TERMS.replace("손실값", "로스 함수"))[0]
        self.assertEqual(glossary.check_page("a", "로스 함수", terms), [])
        self.assertEqual(len(glossary.check_page("a", "로스 함수의 로스", terms)), 1)

    def test_strings_of_the_screen_use_the_same_words(self):
        table = 'LAB_STRING(a, "변압기")\n'
        found = self.complaints(**{"viz/i18n/en.inc": table, "viz/i18n/ko.inc": table})
        self.assertEqual(found, ["viz/i18n/ko.inc:1: we do not say 변압기: 트랜스포머 (transformer)"])

    def test_the_glossary_is_there_and_is_one(self):
        self.assertIn("missing", parity.look_at({EN: ENGLISH, KO: self.stamped})[0][0])
        self.assertIn("wants a table", self.complaints(**{parity.GLOSSARY: "# Words\n\n| a | b |\n|---|---|\n"})[0])


if __name__ == "__main__":
    unittest.main()
