"""The wheel and the source distribution hold all that the source tree holds, and a plain installation runs everything.

Built from a copy of the source tree beside a .gitignore that ignores much, as many Python projects have one; installed
into a new environment that has the packages that the wheel asks for, and no other.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run
from tests.support.project import PROJECT

pytestmark = pytest.mark.slow

SHIPPED = {
    "src/leafletgen": "leafletgen",
    "data": "leafletgen/data",
    "fonts": "leafletgen/fonts",
    "icc": "leafletgen/icc",
}
"""Folders of the source tree, and where the wheel has them."""

ORIGINAL_FONTS = PROJECT / "fonts" / "original"
"""The files that a tool makes the shipped fonts from: not in the wheel."""

# What the usual template for Python ignores; on the last line, what people add that would hit names of ours.
GITIGNORE = """
build/ develop-eggs/ dist/ downloads/ eggs/ .eggs/ lib/ lib64/ parts/ sdist/ var/ wheels/ share/python-wheels/ *.egg
*.egg-info/ MANIFEST *.manifest *.spec *.log *.mo *.pot *.cover htmlcov/ instance/ local_settings.py target/ .cache
docs/_build/ site/ env/ venv/ .env cover/ profile_default/ ipython_config.py __pypackages__/ .venv ENV/
output/ data/ cli/ links/ logo/ content/ *.json *.ttf *.icc
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both distributions, built from a copy of what they are made of."""
    copy = tmp_path_factory.mktemp("tree") / "leafletgen"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("src", "data", "fonts", "icc"):
        shutil.copytree(PROJECT / name, copy / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, copy)
    (copy / ".git").mkdir()
    (copy / ".gitignore").write_text("\n".join(GITIGNORE.split()), encoding="utf-8")
    return _build(copy)


def _build(tree: Path) -> Path:
    packages = tree.parent / "packages"
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(packages)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=120)
    return packages


def _wheel(folder: Path) -> Path:
    (wheel,) = folder.glob("leafletgen-*-py3-none-any.whl")
    return wheel


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not re.match(r"leafletgen-[^/]+\.dist-info/", name)}


def _source_tree() -> set[str]:
    return {
        f"{target}/{path.relative_to(PROJECT / folder).as_posix()}"
        for folder, target in SHIPPED.items()
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.parent != ORIGINAL_FONTS
    }


def test_the_wheel_holds_every_module_and_data_file_and_nothing_else(built: Path) -> None:
    assert len(_source_tree()) > 160
    assert _names(_wheel(built)) == _source_tree()


def test_each_face_and_profile_has_its_licence_in_the_metadata(built: Path) -> None:
    with zipfile.ZipFile(_wheel(built)) as archive:
        licences = {name.split("/licenses/", 1)[1] for name in archive.namelist() if "/licenses/" in name}
    faces = {path.parent.relative_to(PROJECT) for path in (PROJECT / "fonts").rglob("*.ttf")}
    faces -= {ORIGINAL_FONTS.relative_to(PROJECT)}
    assert licences == {"LICENSE", "icc/LICENCE.txt", *(f"{face.as_posix()}/OFL.txt" for face in faces)}


def test_a_wheel_made_from_the_source_distribution_is_the_same(built: Path, tmp_path: Path) -> None:
    (source,) = built.glob("leafletgen-*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.glob("leafletgen-*")
    assert _wheel(_build(tree)).read_bytes() == _wheel(built).read_bytes()


def test_the_container_has_the_files_that_an_installation_needs(tmp_path: Path) -> None:
    for sources, target in re.findall(
        r"^COPY (.+) (\S+)$", (PROJECT / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE
    ):
        place = tmp_path / target.strip("/")
        for source in sources.split():
            if (PROJECT / source).is_dir():
                shutil.copytree(PROJECT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.mkdir(exist_ok=True)
                shutil.copy(PROJECT / source, place)
    command = [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation", "./source"]
    subprocess.run([*command, "-w", "wheels", "-q"], cwd=tmp_path, check=True, timeout=120)
    (wheel,) = (tmp_path / "wheels").iterdir()
    assert _names(wheel) == _source_tree()


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [
        ("data", ["list"]),
        ("fonts", ["build", "hampshire"]),
        ("icc", ["build", "hampshire", "--variant", "child", "--size", "a5", "--profile", "press"]),
    ],
)
def test_an_installation_that_lacks_a_folder_says_which(
    run_outside: Run, tmp_path: Path, missing: str, arguments: list[str]
) -> None:
    package = tmp_path / "site-packages" / "leafletgen"
    for source in {"src/leafletgen", "data", "fonts", "icc"} - {missing}:
        target = tmp_path / "site-packages" / SHIPPED[source]
        shutil.copytree(PROJECT / source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    outcome = run_outside(*arguments, cwd=tmp_path, env={"PYTHONPATH": str(package.parent)})
    assert outcome.code == 5, outcome.stderr
    assert f"{package}: error: The folder {missing} that ships with leafletgen is missing" in outcome.stderr
    assert "[shipped-folder-missing]" in outcome.stderr
    assert ("--data" in outcome.stderr) == (missing == "data")


def test_the_metadata_are_complete_and_name_no_address(built: Path) -> None:
    with zipfile.ZipFile(_wheel(built)) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = Metadata.from_email(archive.read(name), validate=True)
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert told.description == (PROJECT / "README.md").read_text(encoding="utf-8")
    assert told.description_content_type == "text/markdown"
    assert told.summary and told.keywords and told.classifiers and told.license_expression
    assert licences == {"LICENSE", "OFL.txt", "LICENCE.txt"}
    assert (told.project_urls, told.home_page, told.download_url) == (None, None, None)
    assert told.provides_extra in (None, [])


@pytest.fixture(scope="module")
def program(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as pip installs it from the wheel; pip refuses if a package that the wheel asks for is missing."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    found = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    _copy_packages(metadata.Distribution.at(_dist_info(built, home)), Path(found.stdout.strip()), set())
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", str(_wheel(built))]
    subprocess.run([*install, "--disable-pip-version-check"], check=True, capture_output=True, timeout=120)
    return python.with_name("leafletgen")


def _dist_info(built: Path, home: Path) -> Path:
    with zipfile.ZipFile(_wheel(built)) as archive:
        archive.extractall(home / "unpacked")
    (folder,) = (home / "unpacked").glob("leafletgen-*.dist-info")
    return folder


def _copy_packages(asking: metadata.Distribution, target: Path, seen: set[str]) -> None:
    """Copy what a distribution asks for, and what that asks for, from this environment."""
    for requirement in map(Requirement, asking.requires or ()):
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        distribution = metadata.distribution(name)
        for file in distribution.files or ():
            if ".." not in file.parts and Path(str(file.locate())).is_file():  # No .pyc if pip was told to write none.
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(str(file.locate()), target / file)
        _copy_packages(distribution, target, seen)


def _shown() -> list[str]:
    """The commands that README.md shows, and those of `leafletgen --help` that ask nothing and end by themselves."""
    pages = [PROJECT / "README.md", PROJECT / "docs" / "cli.md"]
    lines = [
        line
        for page in pages
        for line in re.split(r"\n## leafletgen [a-z]", page.read_text(encoding="utf-8"))[0].splitlines()
    ]
    found = [match[1] for line in lines if (match := re.match(r" {4,}leafletgen (.*?)(?: {2,}.*)?$", line))]
    return [command for command in dict.fromkeys(found) if command not in ("officer", "preview")]


def test_a_plain_installation_runs_all_that_is_shown(program: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    """In a folder with nothing in it, with no variable that leads to the checkout."""
    shown = _shown()
    assert len(shown) >= 8
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120
        )

    for command in shown:
        words = shlex.split(command)
        # Three files of many: preflight would take as long for them as all that makes them.
        files = [str(path) for word in words if "*" in word for path in sorted(tmp_path.glob(word))[::5]]
        outcome = run([word for word in words if "*" not in word] + files)
        assert outcome.returncode == 0, (command, outcome.stderr)
    made = {path.name: path for path in (tmp_path / "dist").glob("*.pdf")}
    assert {"hampshire-parent-a4.pdf", "hampshire-child-a5.pdf", "hampshire-parent-a5-press.draft.pdf"} <= made.keys()
    check_pdf(made["hampshire-child-a5.pdf"])
    refused = run(["links", "https://127.0.0.1/"])  # It is private, so it is not asked; httpx is loaded all the same.
    assert (refused.returncode, "[link-private]" in refused.stderr) == (7, True)
