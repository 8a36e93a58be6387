"""The files of this project as git sees them: tracked, or new and not ignored."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def project_files(*suffixes):
    """Paths relative to ROOT, sorted; all of them, or those that end with one of the suffixes."""
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True).stdout.decode()
    names = sorted({name for name in listing.split("\0") if name})
    return [pathlib.Path(name) for name in names
            if (not suffixes or name.endswith(suffixes)) and (ROOT / name).is_file()]


def read(path):
    """The text of a project file."""
    return (ROOT / path).read_text(encoding="utf-8")


def finish(tool, problems, check, summary):
    """Prints the problems and the summary; the exit code is 1 if --check was asked and failed."""
    for problem in problems:
        print(problem)
    print(f"{tool}: {len(problems)} problem(s); {summary}")
    return 1 if check and problems else 0
