"""An installed wheel works with no checkout: the data and the fonts are inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.support.pdf_checks import CheckPdf


def test_a_wheel_makes_leaflets_anywhere(project: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=project, check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("leafletgen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        shipped = {name.partition("/")[2] for name in archive.namelist() if name.endswith((".yaml", ".ttf"))}
    in_checkout = [path for folder in ("data", "fonts") for path in (project / folder).rglob("*.*")]
    assert shipped == {path.relative_to(project).as_posix() for path in in_checkout if path.suffix in {".yaml", ".ttf"}}
    script = "import leafletgen, leafletgen.cli.main as m; print(leafletgen.__file__, flush=True); m.main()"
    made = subprocess.run(
        [sys.executable, "-c", script, "build", "hampshire", "--variant", "child", "--size", "a5"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert made.stdout.splitlines()[0].startswith(str(tmp_path / "site"))
    check_pdf(tmp_path / "dist" / "hampshire-child-a5.pdf")
