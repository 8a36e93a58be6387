#!/usr/bin/env python3
"""What is over the house's soft budgets: file 300 lines, function 50, public header 150.

    tools/sizes.py            lists everything over, with its reason from tools/sizes.txt
    tools/sizes.py --check    exit code 1 if something is over without a reason, or a reason is stale

tools/sizes.txt holds one line each: `path reason` or `path:function reason`. Functions are found by
their braces; a lambda counts for the function that it stands in.
"""
import ast
import re
import sys

from project_files import ROOT, finish, project_files, read

FILE_LIMIT, FUNCTION_LIMIT, HEADER_LIMIT = 300, 50, 150
REASONS = "tools/sizes.txt"
CODE = (".h", ".cpp", ".py", ".sh", ".cmake", "CMakeLists.txt", "/lab", "/run")
# a comment, a raw string, a string, a character (but not the ' of 1'000'000)
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'',
                   re.S)
NOT_A_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b(?![^{]*\))|=\s*$|^\s*$")


def blank(text):
    """The code without comments, strings and preprocessor lines; every line keeps its number."""
    def empty(found):
        return "\n" * found[0].count("\n") or " "
    text = NOISE.sub(empty, text)
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", empty, text, flags=re.M)


def function_name(head):
    """'Runner::step' of the text between the last statement and `{`, or None if it is no function."""
    head = re.sub(r"\btemplate\s*<[^{]*?>\s*(?=\w)|\brequires\b[^{;]*?\)\s", "", head)
    if "(" not in head or NOT_A_FUNCTION.search(head):
        return None
    found = re.search(r"([\w:~]+|operator\s*\S+?)\s*\(", head)
    macro = re.search(r"\b(TEST(?:_[FP])?)\s*\(\s*(\w+)\s*,\s*(\w+)", head)
    if macro:
        return f"{macro[2]}.{macro[3]}"
    return found[1] if found else None


def cpp_functions(text):
    """(name, first line, number of lines) of each outermost function body."""
    code = blank(text)
    stack, head_start, name, begin = [], 0, None, 0
    for found in re.finditer(r"[{};]", code):
        mark, at = found[0], found.start()
        if mark == "{":
            head = code[head_start:at]
            if name is None and function_name(head):
                name = function_name(head)
                begin = head_start + len(head) - len(head.lstrip())
                stack.append(True)
            else:
                stack.append(False)
        elif mark == "}" and stack and stack.pop():
            first = code.count("\n", 0, begin) + 1
            yield name, first, code.count("\n", 0, at) + 2 - first
            name = None
        head_start = at + 1


def python_functions(text):
    """(name, first line, number of lines) of each def."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.lineno, node.end_lineno - node.lineno + 1


def shell_functions(text):
    """(name, first line, number of lines) of each `name() {` that ends with `}` in column 1."""
    for found in re.finditer(r"^(\w+)\(\) \{\n.*?^\}", text, re.M | re.S):
        yield found[1], text.count("\n", 0, found.start()) + 1, found[0].count("\n") + 1


def functions_of(path, text):
    if path.endswith((".h", ".cpp")):
        return cpp_functions(text)
    if path.endswith(".py"):
        return python_functions(text)
    return shell_functions(text) if path.endswith((".sh", "lab", "run")) else ()


def is_public_header(path):
    """Tests and solutions have headers that nobody else includes; the rest is read by many."""
    return path.endswith(".h") and not path.startswith("tests/")


def over_budget(path, text):
    """(key for sizes.txt, what is over) for each part of one file."""
    lines = text.count("\n")
    limit, kind = (HEADER_LIMIT, "header") if is_public_header(path) else (FILE_LIMIT, "file")
    if lines > limit:
        yield path, f"{path}: {kind} of {lines} lines, budget {limit}"
    for name, first, length in functions_of(path, text):
        if length > FUNCTION_LIMIT:
            what = f"{path}:{first}: {name} has {length} lines, budget {FUNCTION_LIMIT}"
            yield f"{path}:{name}", what


def reasons():
    """{key: reason} of tools/sizes.txt."""
    if not (ROOT / REASONS).is_file():
        return {}
    lines = [line.strip() for line in read(REASONS).splitlines()]
    return dict(line.split(None, 1) for line in lines if " " in line and not line.startswith("#"))


def main():
    check, known, used, problems = "--check" in sys.argv, reasons(), set(), []
    files = [path.as_posix() for path in project_files()]
    files = [path for path in files if ("/" + path).endswith(CODE)]
    for path in files:
        for key, what in over_budget(path, read(path)):
            used.add(key)
            if key in known:
                print(f"{what} -- {known[key]}")
            else:
                problems.append(f"{what} -- no reason in {REASONS} (key: {key})")
    problems += [f"{REASONS}: {key} is not over budget any more: delete its line"
                 for key in known if key not in used]
    return finish("sizes.py", problems, check, f"{len(files)} files, {len(used)} place(s) over budget")


if __name__ == "__main__":
    sys.exit(main())
