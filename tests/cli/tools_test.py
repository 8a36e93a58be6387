#!/usr/bin/env python3
"""The watchdogs of tools/ bark when they should, and only then."""
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import includes  # noqa: E402
import parity  # noqa: E402
import sizes  # noqa: E402
from project_files import read  # noqa: E402

ROOMS = includes.engine_rooms(read("engine/README.md"))


class Includes(unittest.TestCase):
    def setUp(self):  # every quoted header counts as one of ours, whether it is written yet or not
        self.addCleanup(setattr, includes, "resolve", includes.resolve)
        includes.resolve = lambda path, name: name

    def complaints(self, path, line, **others):
        return includes.violations({path: line + "\n", **others}, ROOMS)

    def test_permission_is_passed_on_through_the_table(self):
        self.assertEqual(ROOMS["core"], set())
        self.assertIn("core", ROOMS["nn"])
        self.assertIn("observe", ROOMS["run"])
        self.assertNotIn("ops", ROOMS["text"])

    def test_a_room_may_include_what_its_row_says(self):
        self.assertEqual(self.complaints("engine/kernels/a.cpp", '#include "engine/core/real.h"'), [])

    def test_a_room_may_not_look_up(self):
        found = self.complaints("engine/core/a.cpp", '#include "engine/text/sampling.h"')
        self.assertEqual(len(found), 1)
        self.assertIn("engine/core/a.cpp:1: includes engine/text/sampling.h", found[0])
        self.assertIn("engine/core may include nothing of ours", found[0])

    def test_the_engine_knows_no_screen(self):
        self.assertIn("no screen", self.complaints("engine/run/a.cpp", '#include "viz/screen.h"')[0])

    def test_viz_does_not_see_a_chapter_or_the_run(self):
        for name in ("chapters/registry.h", "engine/run/runner.h", "engine/core/tensor.h", "app/x.h"):
            self.assertTrue(self.complaints("viz/a.cpp", f'#include "{name}"'), name)
        for name in ("viz/draw/theme.h", "engine/observe/watch.h", "engine/core/check.h"):
            self.assertEqual(self.complaints("viz/a.cpp", f'#include "{name}"'), [], name)

    def test_a_tensor_is_found_behind_other_headers(self):
        found = includes.violations({"viz/a.cpp": '#include "engine/observe/frame.h"\n',
                                     "engine/observe/frame.h": '#include "engine/core/tensor.h"\n'}, ROOMS)
        self.assertTrue(any("reaches engine/observe/frame.h -> engine/core/tensor.h" in line
                            for line in found), found)

    def test_foreign_headers_have_their_place(self):
        self.assertEqual(self.complaints("viz/window/w.cpp", "#include <GLFW/glfw3.h>"), [])
        self.assertEqual(len(self.complaints("viz/panels/w.cpp", "#include <GLFW/glfw3.h>")), 1)
        self.assertEqual(len(self.complaints("engine/ops/a.cpp", "#include <cblas.h>")), 1)
        self.assertEqual(len(self.complaints("engine/io/json.h", "#include <nlohmann/json.hpp>")), 1)
        self.assertEqual(self.complaints("engine/io/json.cpp", "#include <nlohmann/json.hpp>"), [])

    def test_a_chapter_never_includes_another(self):
        self.assertIsNone(includes.chapter_rule("chapters/10_gpt/a.cpp", "chapters/10_gpt/model.h"))
        self.assertIsNone(includes.chapter_rule("chapters/registry.cpp", "chapters/10_gpt/model.h"))
        self.assertIn("engine/nn", includes.chapter_rule("chapters/11_x/a.cpp", "chapters/10_gpt/model.h"))


def function(name, lines):
    return f"{name} {{\n" + "  step();\n" * (lines - 2) + "}\n"


class Sizes(unittest.TestCase):
    def names_over(self, text):
        return [key for key, _ in sizes.over_budget("engine/ops/a.cpp", text)]

    def test_budgets_are_inclusive(self):
        self.assertEqual(self.names_over(function("void f(int x)", 50)), [])
        self.assertEqual(self.names_over(function("void f(int x)", 51)), ["engine/ops/a.cpp:f"])
        self.assertEqual(self.names_over("\n" * 300), [])
        self.assertEqual(self.names_over("\n" * 301), ["engine/ops/a.cpp"])
        self.assertEqual([key for key, _ in sizes.over_budget("viz/a.h", "\n" * 151)], ["viz/a.h"])

    def test_functions_inside_namespaces_and_classes_are_found(self):
        text = "namespace lab {\nclass A : public B {\n public:\n" + function("A() : x_(1)", 60) + "};\n}\n"
        self.assertEqual(self.names_over(text), ["engine/ops/a.cpp:A"])

    def test_braces_in_text_and_comments_do_not_count(self):
        noise = '// }}}\nconst char* t = "}{";\nchar c = \'{\';\n#define LAB_X {\n'
        self.assertEqual(self.names_over(noise + function("int g()", 51)), ["engine/ops/a.cpp:g"])

    def test_a_lambda_counts_for_its_function(self):
        text = "void f() {\n  auto g = [](int a) {\n" + "    a();\n" * 60 + "  };\n}\n"
        self.assertEqual(self.names_over(text), ["engine/ops/a.cpp:f"])

    def test_a_long_table_is_no_function(self):
        self.assertEqual(self.names_over("const int t[] = {\n" + "1,\n" * 80 + "};\n"), [])


EN = "# Lab\n\nTwo cores, 1,200 steps.\n\n```sh\n./lab  # go\n```\n\n![see](docs/s.png)\n[more](a.md)\n"
KO = "# 연구실\n\n코어에서 1200단계.\n\n```sh\n./lab  # 시작\n```\n\n![보기](docs/s.ko.png)\n[더](a.ko.md)\n"


class Parity(unittest.TestCase):
    def gaps(self, ko):
        return parity.compare(parity.parse("r.md", EN), parity.parse("r.ko.md", ko))

    def test_a_faithful_translation_passes(self):
        self.assertEqual(self.gaps(KO), [])

    def test_each_kind_of_drift_is_named(self):
        for old, new, word in (("1200", "1300", "numbers"), ("# 연구실", "## 연구실", "heading"),
                               ("./lab ", "./lab test ", "code"), ("s.ko.png", "t.ko.png", "picture"),
                               ("a.ko.md", "b.ko.md", "link")):
            found = self.gaps(KO.replace(old, new))
            self.assertEqual(len(found), 1, (old, found))
            self.assertIn(word, found[0])

    def test_what_one_page_lacks_is_named(self):
        self.assertIn("r.md: lacks the heading level of r.ko.md:11", self.gaps(KO + "## 덧붙임\n")[0])
        self.assertIn("r.md: lacks the code of r.ko.md:11", self.gaps(KO + "```\nx\n```\n")[0])

    def test_string_tables(self):
        en = 'LAB_STRING(a, "step {0}")\nLAB_STRING(b, "x")\n'
        self.assertEqual(parity.compare_tables("en", en, "ko", en), [])
        self.assertEqual(len(parity.compare_tables("en", en, "ko", 'LAB_STRING(a, "단계")\n')), 2)


if __name__ == "__main__":
    unittest.main()
