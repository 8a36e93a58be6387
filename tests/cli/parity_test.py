#!/usr/bin/env python3
"""tools/parity.py on lessons: what each language lacks, which is older, which words are not ours."""
import unittest

from lesson_project import EN, FOLDER, KO, LESSON, TERMS, Project

import glossary
import parity
import stamps

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
        found = self.complaints(en=ENGLISH.replace("Loss\n", "Loss\n\n```sh\nx\n```\n"))
        self.assertIn(f"{KO}: lacks the code of {EN}:7: a block of 1 line(s) that begins `x`", found)

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
        for en, line in ((ENGLISH + "## More\n", None), (ENGLISH, 0)):
            with self.assertRaises(ValueError):
                stamps.stamped(en, KOREAN, line)

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
        found = self.complaints(**{"viz/i18n/en.inc": '\nLAB_STRING(a, "{0}")\nLAB_STRING(b, "")',
                                   "viz/i18n/ko.inc": '\nLAB_STRING(a, "")\n'})
        self.assertIn("viz/i18n/ko.inc: lacks the string b", found)
        self.assertIn("viz/i18n/ko.inc:2: a fills in [], but viz/i18n/en.inc fills in ['{0}']", found)

    def test_the_glossary_is_there_and_is_one(self):
        self.assertIn("missing", parity.look_at({EN: ENGLISH, KO: self.stamped})[0][0])
        self.assertIn("wants a table", self.complaints(**{parity.GLOSSARY: "# Words\n\n| a | b |\n|---|---|\n"})[0])


class Program(Project):
    def setUp(self):
        super().setUp()
        for path, text in ((EN, LESSON), (KO, LESSON.replace("It falls to", "손실")), (parity.GLOSSARY, TERMS)):
            self.write(path, text)

    def test_parity_stamps_what_it_is_told_to(self):
        code, text = self.run_tool("parity", "--check")
        self.assertEqual((code, "nobody has said" in text), (1, True), text)
        for wrong in ("README.md", FOLDER + "none.md"):
            self.assertEqual(self.run_tool("parity", "--stamp", wrong)[0], 2)
        self.assertEqual(self.run_tool("parity", "--stamp", f"{KO}:0")[0], 1)
        code, text = self.run_tool("parity", "--stamp", f"{KO}:3")
        self.assertEqual((code, text), (0, f"{KO}: 1 section(s) stamped\n"))
        self.assertEqual(self.run_tool("parity", "--check")[0], 0)


if __name__ == "__main__":
    unittest.main()
