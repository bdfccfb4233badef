"""The same data give the same bytes: on another day, in another folder, for another user, with another hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

import leafletgen
from tests.support.pdf_checks import CheckPdf

SOURCE = Path(leafletgen.__file__).resolve().parents[1]


def _build(output: Path, cwd: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    cwd.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "leafletgen", "build", "hampshire", "-q", "-o", str(output)],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        cwd=cwd,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {path.name: path.read_bytes() for path in sorted(output.glob("*.pdf"))}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("first")
    return _build(folder / "out", folder, {"PYTHONHASHSEED": "0"})


def test_four_whole_files(built: dict[str, bytes], check_pdf: CheckPdf) -> None:
    assert len(built) == 4
    for content in built.values():
        check_pdf(content)


@pytest.mark.parametrize("seed", ["1", "4294967295"])
def test_bytes_do_not_depend_on_seed_folder_user_or_time_zone(
    built: dict[str, bytes], seed: str, tmp_path: Path
) -> None:
    environment = {
        "PYTHONHASHSEED": seed,
        "HOME": str(tmp_path / "home of somebody"),
        "USER": "somebody",
        "LOGNAME": "somebody",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
    }
    assert _build(tmp_path / "élsewhere" / "out", tmp_path / "cwd", environment) == built


def test_no_path_or_user_name_in_the_bytes(built: dict[str, bytes], tmp_path: Path) -> None:
    environment = {"USER": "xqzuser", "LOGNAME": "xqzuser", "HOME": str(tmp_path / "xqzhome")}
    traces = [b"xqz", os.fsencode(SOURCE), os.fsencode(tmp_path.parents[1]), os.fsencode(sys.prefix)]
    made = _build(tmp_path / "xqzout", tmp_path / "xqzcwd", environment)
    assert made == built
    for content in made.values():
        with pikepdf.open(tmp_path / "xqzout" / "hampshire-parent-a5.pdf") as pdf:
            streams = [found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        for part in (content, *streams):
            assert not any(trace in part for trace in traces)


def test_dates_are_those_of_the_edition_unless_told_otherwise(
    built: dict[str, bytes], tmp_path: Path, check_pdf: CheckPdf
) -> None:
    def date(folder: Path) -> str:
        with pikepdf.open(folder / "hampshire-parent-a4.pdf") as pdf:
            return str(pdf.docinfo["/CreationDate"])

    plain = _build(tmp_path / "plain", tmp_path, {})
    assert plain == built
    dated = _build(tmp_path / "dated", tmp_path, {"SOURCE_DATE_EPOCH": "1000000000"})
    assert all(dated[name] != built[name] for name in built)
    assert date(tmp_path / "plain").startswith("D:20261124000000")
    assert date(tmp_path / "dated").startswith("D:20010909014640")
    for content in dated.values():
        check_pdf(content)
