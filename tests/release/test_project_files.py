"""The files around the program agree with it: lock files, workflows, container file, hooks, the docs as a site."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.project import PROJECT

PYTHON = ".venv/bin/python "
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-lowest.lock", "bench/requirements.lock")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]


def _read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def _workflow(name: str) -> Any:
    return yaml.load(_read(f".github/workflows/{name}.yml"), yaml.BaseLoader)


def _locked(name: str) -> list[Requirement]:
    return [Requirement(line.removesuffix(" \\")) for line in _read(name).splitlines() if re.match(r"[a-z0-9]", line)]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_names_versions_and_hashes_only(name: str) -> None:
    """No line says where to ask for a package; comments name what asks for it."""
    allowed = r" *#.*|[a-z0-9.-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|"
    assert [line for line in _read(name).splitlines() if not re.fullmatch(allowed, line) or "://" in line] == []
    assert len(_locked(name)) > 15


@pytest.mark.parametrize("name", LOCKS[:3])
def test_the_lock_files_have_what_pyproject_asks_for(name: str) -> None:
    locked = {str(canonicalize_name(line.name)): str(line.specifier).removeprefix("==") for line in _locked(name)}
    assert [str(asked) for asked in DEPENDENCIES if locked[canonicalize_name(asked.name)] not in asked.specifier] == []
    if name == "requirements-lowest.lock":
        for asked in DEPENDENCIES:
            (bound,) = asked.specifier
            assert (bound.operator, Requirement(f"x=={bound.version}").specifier.contains(locked[asked.name])) == (
                ">=",
                True,
            )


def test_what_windows_alone_needs_is_locked() -> None:
    assert [str(line.marker) for line in _locked("requirements.lock") if line.name == "colorama"] == [
        'sys_platform == "win32"'
    ]


@pytest.mark.parametrize("path", sorted((PROJECT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_a_workflow_runs_named_commits_and_may_do_no_more_than_it_says(path: Path) -> None:
    workflow = _workflow(path.stem)
    jobs = workflow["jobs"].values()
    used = [step["uses"] for job in jobs for step in job.get("steps", ()) if "uses" in step]
    assert [name for name in used if not re.fullmatch(r"\./|[a-z/-]+@[0-9a-f]{40}", name)] == []
    assert workflow["permissions"] == {"contents": "read"}
    scripts = [step["run"] for job in jobs for step in job.get("steps", ()) if "run" in step]
    assert [script for script in scripts if "${{" in script] == []
    assert all("timeout-minutes" in job for job in jobs if "steps" in job)


def test_ci_tries_what_the_classifiers_promise() -> None:
    jobs = _workflow("ci")["jobs"]
    told = PYPROJECT["project"]["classifiers"]
    versions = re.findall(r"Python :: (3\.\d+)", "\n".join(told))
    assert jobs["test"]["strategy"]["matrix"]["python"] == versions
    assert jobs["systems"]["strategy"]["matrix"] == {
        "system": ["windows-latest", "macos-latest"],
        "python": [versions[0], versions[-1]],
    }
    systems = {name.split(" :: ")[1] for name in told if name.startswith("Operating System")}
    assert systems == {"MacOS", "Microsoft", "POSIX"}
    assert PYPROJECT["project"]["requires-python"] == f">={versions[0]}"
    assert any("requirements-lowest.lock" in step.get("run", "") for step in jobs["lowest"]["steps"])


def test_nothing_is_published_without_tests_and_notes() -> None:
    jobs = _workflow("release")["jobs"]
    assert jobs["test"] == {"uses": "./.github/workflows/ci.yml"}
    assert "workflow_call" in _workflow("ci")["on"]
    assert jobs["publish"]["needs"] == ["test", "build"]
    assert jobs["announce"]["needs"] == "publish"
    scripts = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert scripts == ['python tools/release_notes.py "$GITHUB_REF_NAME" > notes.md', "make packages"]
    assert "hatchling build -d packages" in _read("Makefile")
    assert jobs["publish"]["steps"][-1]["with"] == {"packages-dir": "packages"}
    assert jobs["publish"]["permissions"] == {"id-token": "write"}


def _recipes() -> dict[str, list[str]]:
    """The commands of each job of the Makefile that run in the environment, its variables put in."""
    makefile = _read("Makefile")
    for name, value in reversed(re.findall(r"^([A-Z_]+) [:?]?= (.+)$", makefile, re.MULTILINE)):
        makefile = makefile.replace(f"$({name})", value)
    found: dict[str, list[str]] = {}
    for name, recipe in re.findall(r"^([a-z]+):.*\n((?:\t.*\n)+)", makefile, re.MULTILINE):
        lines = [line.strip().lstrip("@") for line in recipe.splitlines()]
        found[name] = [line.removeprefix(PYTHON) for line in lines if line.startswith(PYTHON)]
    return found


def test_the_hooks_are_the_linters_of_make_lint() -> None:
    (repository,) = yaml.safe_load(_read(".pre-commit-config.yaml"))["repos"]
    entries = [hook["entry"].removeprefix(PYTHON) for hook in repository["hooks"]]
    assert entries == [command.removesuffix(" .") for command in _recipes()["lint"]] + ["-m leafletgen validate"]


def test_windows_has_the_commands_of_make() -> None:
    page = _read("docs/windows.md")
    table = re.findall(r"^\| (?:`make ([a-z]+)`)? ?\| `\.venv\\Scripts\\python (.+)` \|$", page, re.MULTILINE)
    told: dict[str, list[str]] = {}
    for job, command in table:  # A row without a job goes on with the job of the row above.
        told.setdefault(job or list(told)[-1], []).append(command)
    recipes = _recipes()
    assert {"leaflets", "test", "alltests", "lint", "docs", "site", "packages"} == told.keys()
    for name, commands in told.items():
        assert commands == recipes[name]


def test_ci_runs_the_slow_tests_too() -> None:
    """They are left out of `make test` alone: a newcomer waits for minutes, and nothing that they refuse goes in."""
    (all_tests,) = _recipes()["alltests"]
    assert _recipes()["test"] == [f'{all_tests} -m "not slow"']
    assert re.findall(r"^make (\w+)$", _read(".ci/run"), re.MULTILINE) == ["leaflets", "lint", "alltests"]
    jobs = _workflow("ci")["jobs"].values()
    tests = [step["run"] for job in jobs for step in job["steps"] if "pytest" in step.get("run", "")]
    assert tests and not [command for command in tests if "slow" in command]


class _Fetched(HTMLParser):
    """What a browser asks for when it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = {"script": "src", "img": "src", "link": "href"}.get(tag)
        self.addresses += [value for key, value in attrs if key == name and value]


def test_the_docs_make_a_site_without_a_warning(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    outcome = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=120)
    assert (outcome.returncode, [line for line in outcome.stderr.splitlines() if "WARNING" in line]) == (0, [])
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    expected = {f"{path.stem}.html" for path in (PROJECT / "docs").glob("*.md")}
    assert pages >= expected | {"index.html", "ARCHITECTURE.html", "CHANGELOG.html"}
    for page in pages:
        reader = _Fetched()
        reader.feed((tmp_path / "site" / page).read_text(encoding="utf-8"))
        assert reader.addresses
        assert [address for address in reader.addresses if re.match(r"(\w+:)?//", address)] == []
