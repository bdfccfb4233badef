"""`leafletgen diff`: each failure of git in plain words, and nothing that a repository names is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.program import Outcome, Run
from tests.support.project import PROJECT

pytestmark = pytest.mark.skipif(os.name == "nt" or not shutil.which("git"), reason="needs git and a POSIX shell")


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    names = ("-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *names, *arguments]
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose data folder extends another one in it; both have a commit `first`."""
    root = tmp_path / "repository"
    shutil.copytree(PROJECT / "data", root / "shared" / "base")
    (root / "ours" / "editions").mkdir(parents=True)
    (root / "ours" / "settings.yaml").write_text("extends: ../shared/base\n", encoding="utf-8")
    shutil.copy(PROJECT / "data" / "editions" / "hampshire.yaml", root / "ours" / "editions")
    git(root, "init", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    git(root, "tag", "first")
    return root


def commit_tree(root: Path, entries: bytes, name: str) -> None:
    """Tag as `name` a commit whose folder `ours` has these entries beside its own; git itself would refuse some."""
    own = subprocess.run(["git", "-C", str(root), "cat-file", "tree", "HEAD:ours"], check=True, capture_output=True)
    ours = git(root, "hash-object", "-t", "tree", "--literally", "-w", "--stdin", given=own.stdout + entries)
    shared = git(root, "rev-parse", "HEAD:shared")
    top = git(root, "mktree", given=f"040000 tree {ours}\tours\n040000 tree {shared}\tshared\n".encode())
    git(root, "tag", name, git(root, "commit-tree", top, "-m", name))


def entry(root: Path, name: str, content: bytes = b"x", mode: str = "100644") -> bytes:
    blob = git(root, "hash-object", "-w", "--stdin", given=content)
    return f"{mode} {name}".encode() + b"\0" + bytes.fromhex(blob)


def compare(run: Run, root: Path, old: str, new: str = "main") -> Outcome:
    outcome = run("diff", "--data", root / "ours", "--", old, new)
    assert "Traceback" not in outcome.stderr
    return outcome


def test_a_folder_in_the_repository_that_the_data_extend_is_read_too(run: Run, repository: Path) -> None:
    path = repository / "shared" / "base" / "agencies.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Childline\n", "name: Child Line\n"), "utf-8")
    git(repository, "commit", "-am", "second")
    outcome = compare(run, repository, "first")
    assert (outcome.code, "Child Line" in outcome.stdout) == (0, True), outcome


NAMES = [
    "^HEAD",
    "HEAD ^first",
    "first..HEAD",
    "x" * 100_000,
    "x" * 300,
    "HEAD\n",
    "",
    "@{-9}",
    ":",
    ":/",
    "~",
    "HEAD^9",
]


@pytest.mark.parametrize("name", [name for name in NAMES if name], ids=lambda name: repr(name[:20]))
def test_what_is_no_revision(run: Run, repository: Path, name: str) -> None:
    outcome = compare(run, repository, name)
    assert (outcome.code, outcome.stderr.count("[unknown-revision]")) == (2, 1), outcome
    assert len(outcome.stderr) < 1500


def test_a_shallow_clone_is_told_how_to_get_the_rest(run: Run, repository: Path, tmp_path: Path) -> None:
    git(repository, "commit", "--allow-empty", "-m", "second")
    clone = tmp_path / "shallow"
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    for name in ("HEAD~1", "first", "origin/other"):
        outcome = run("diff", name, "HEAD", "--data", clone / "ours")
        assert (outcome.code, "[unknown-revision]" in outcome.stderr) == (2, True), outcome
        assert "git says “" in outcome.stderr
        assert "fetch-depth: 0" in outcome.stderr
        assert "--unshallow" in outcome.stderr


def test_a_repository_of_another_account_is_told_with_gits_own_words(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    outcome = compare(run, repository, "first")
    assert outcome.code == 2
    assert "dubious ownership in repository at" in outcome.stderr
    assert str(repository) in outcome.stderr
    assert f"git config --global --add safe.directory {repository}" in outcome.stderr


@pytest.mark.parametrize("name", ["nowhere", "origin/main", "v9", "deadbeef"])
def test_a_whole_clone_is_not_told_to_fetch(run: Run, repository: Path, name: str) -> None:
    outcome = compare(run, repository, name)
    assert "git says “fatal: " in outcome.stderr
    assert "fetch-depth" not in outcome.stderr
    assert f"git -C {repository / 'ours'} log --oneline -- ." in outcome.stderr


def _missing(root: Path) -> None:
    blob = git(root, "rev-parse", "HEAD:ours/editions/hampshire.yaml")
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


def _damaged(root: Path) -> None:
    blob = git(root, "rev-parse", "HEAD:ours/editions/hampshire.yaml")
    path = root / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.write_bytes(b"not zlib")


def _no_tree(root: Path) -> None:
    tree = git(root, "rev-parse", "HEAD:ours")
    (root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()


def _nested(root: Path) -> None:
    """A folder that has the same folder ten times, which has the same folder ten times, and so on."""
    tree = git(root, "mktree", given=b"")
    blob = git(root, "hash-object", "-w", "--stdin", given=b"x")
    tree = git(root, "mktree", given=f"100644 blob {blob}\ta.yaml\n".encode())
    for _ in range(12):
        tree = git(root, "mktree", given="".join(f"040000 tree {tree}\t{n}\n" for n in range(10)).encode())
    commit_tree(root, b"40000 z\0" + bytes.fromhex(tree), "odd")


def _many(root: Path) -> None:
    commit_tree(root, b"".join(entry(root, f"z{n}") for n in range(3)) * 1500, "odd")


ODD: dict[str, Callable[[Path], object]] = {
    "..": lambda root: commit_tree(root, entry(root, ".."), "odd"),
    "../../x": lambda root: commit_tree(root, entry(root, "../../x"), "odd"),
    "/x": lambda root: commit_tree(root, entry(root, "/x"), "odd"),
    "backslashes": lambda root: commit_tree(root, entry(root, "..\\x"), "odd"),
    "drive": lambda root: commit_tree(root, entry(root, "c:x"), "odd"),
    "a name of 300": lambda root: commit_tree(root, entry(root, "z" * 300), "odd"),
    "file and folder": lambda root: commit_tree(
        root,
        entry(root, "z") + b"40000 z\0" + bytes.fromhex(git(root, "rev-parse", "HEAD:ours")),
        "odd",
    ),
    "a link": lambda root: commit_tree(root, entry(root, "z.yaml", b"/etc/passwd", "120000"), "odd"),
    "a huge file": lambda root: commit_tree(root, entry(root, "z.bin", bytes(110_000_000)), "odd"),
    "many files": _many,
    "folders without end": _nested,
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_tree_is_refused(run: Run, repository: Path, odd: str, tmp_path: Path) -> None:
    ODD[odd](repository)
    before = sorted(tmp_path.iterdir())
    outcome = compare(run, repository, "odd")
    assert (outcome.code, outcome.stderr.count("[bad-revision]")) == (5, 1), outcome
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("harm", [_missing, _damaged, _no_tree])
def test_a_damaged_repository_is_named(run: Run, repository: Path, harm: Callable[[Path], None]) -> None:
    harm(repository)
    outcome = compare(run, repository, "first")
    assert (outcome.code, outcome.stderr.count("[bad-revision]")) == (5, 1), outcome


def test_what_lies_beside_the_data_does_not_count(run: Run, repository: Path) -> None:
    (repository / "film").write_bytes(bytes(110_000_000))
    (repository / "ours" / ".hidden").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "second")
    assert compare(run, repository, "first").code == 0


CONFIGURED = {
    "a filter": ("filter.f.smudge", "touch {0}; cat"),
    "a required filter": ("filter.f.process", "touch {0}"),
    "a monitor": ("core.fsmonitor", "touch {0}; false"),
    "a pager": ("core.pager", "touch {0}"),
    "an alias": ("alias.rev-parse", "!touch {0}"),
    "another alias": ("alias.cat-file", "!touch {0}"),
    "an archiver": ("tar.zip.command", "touch {0}"),
    "text of a file": ("diff.d.textconv", "touch {0}; cat"),
    "an editor": ("core.editor", "touch {0}"),
    "ssh": ("core.sshCommand", "touch {0}"),
}


@pytest.mark.parametrize("setting", CONFIGURED)
def test_no_command_of_the_repository_runs(run: Run, repository: Path, setting: str, tmp_path: Path) -> None:
    key, value = CONFIGURED[setting]
    trace = tmp_path / "trace"
    git(repository, "config", "filter.f.required", "true")
    git(repository, "config", "core.attributesFile", str(repository / "attributes"))
    (repository / "attributes").write_text("* filter=f diff=d export-subst\n", encoding="utf-8")
    git(repository, "config", key, value.format(trace))
    assert compare(run, repository, "first").code == 0
    assert not trace.exists()


def test_what_a_partial_clone_lacks_is_not_fetched(run: Run, repository: Path, tmp_path: Path) -> None:
    _missing(repository)
    trace = tmp_path / "trace"
    for key, value in {
        "extensions.partialClone": "origin",
        "remote.origin.url": "ssh://example.invalid/x",
        "remote.origin.promisor": "true",
        "core.sshCommand": f"touch {trace}",
    }.items():
        git(repository, "config", key, value)
    outcome = compare(run, repository, "first")
    assert (outcome.code, "[bad-revision]" in outcome.stderr) == (5, True), outcome
    assert not trace.exists()


@pytest.mark.parametrize("worktree", ["/", "/etc", "nowhere", ".."])
def test_a_repository_that_says_it_is_elsewhere(run: Run, repository: Path, worktree: str) -> None:
    git(repository, "config", "core.worktree", worktree)
    assert compare(run, repository, "first").code in (0, 2, 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("GIT_DIR", "nowhere"), ("GIT_WORK_TREE", "/"), ("GIT_COMMON_DIR", "nowhere"), ("GIT_NAMESPACE", "../..")),
        *(("GIT_OBJECT_DIRECTORY", "nowhere"), ("GIT_SHALLOW_FILE", "/etc/passwd"), ("GIT_GLOB_PATHSPECS", "1")),
    ],
)
def test_variables_of_git_lead_to_no_other_repository(
    run: Run, repository: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git sets some for its hooks."""
    monkeypatch.setenv(name, value)
    outcome = compare(run, repository, "first")
    assert outcome.code == 0, outcome


def test_without_git(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    outcome = compare(run, repository, "first")
    assert (outcome.code, "[git-missing]" in outcome.stderr) == (5, True)
    (repository / "git").write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    (repository / "git").chmod(0o755)
    outcome = compare(run, repository, "first")
    assert (outcome.code, "stopped (signal 9)" in outcome.stderr) == (2, True), outcome
    (repository / "git").write_text("not a program", encoding="utf-8")
    assert compare(run, repository, "first").code in (2, 5)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("waits", ["exec sleep 60", "sleep 60", "sleep 60 & exit", "yes >&2"])
def test_all_calls_of_git_share_one_limit_of_time(
    run: Run, repository: Path, waits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what git has started ends with it: it holds the output open."""
    monkeypatch.setattr("leafletgen.editorial.git_revisions._SECONDS", 1)
    monkeypatch.setenv("PATH", f"{repository}{os.pathsep}{os.environ['PATH']}")
    (repository / "git").write_text(f"#!/bin/sh\n{waits}\n", encoding="utf-8")
    (repository / "git").chmod(0o755)
    outcome = compare(run, repository, "first")
    assert (outcome.code, "[unknown-revision]" in outcome.stderr) == (2, True), outcome


@pytest.mark.timeout(30)
def test_a_repository_with_a_pipe_in_place_of_a_file(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leafletgen.editorial.git_revisions._SECONDS", 1)
    (repository / ".git" / "HEAD").unlink()
    os.mkfifo(repository / ".git" / "HEAD")
    outcome = compare(run, repository, "first")
    assert (outcome.code, "did not end within" in outcome.stderr) == (2, True), outcome
