"""Fixtures for all tests: the project's folders, a copy of the shipped data, the program, and the checks of PDFs."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import trustme
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.support")  # Before anything imports it.

from leafletgen import processes
from leafletgen.content import check as check_module
from leafletgen.content import parse, source
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from leafletgen.gc_tuning import tune_gc
from leafletgen.layout import fonts as fonts_module
from leafletgen.layout.fonts import FontBook
from leafletgen.pipeline import request as request_module
from tests.support import pdf_checks
from tests.support.checking import examine_once
from tests.support.faces import load_once
from tests.support.made_files import Maker
from tests.support.parsing import parse_once
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run, run_inside, run_process
from tests.support.project import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How fast a machine is decides nothing. In CI the same examples come each time, so a change is judged by itself.
settings.register_profile(
    "leafletgen",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("leafletgen")


def pytest_xdist_auto_num_workers() -> int:
    """Three processes for two processors: for a quarter of the time tests wait for other processes and for servers."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session", autouse=True)
def interrupts() -> None:
    """Let the processes of tests hear Ctrl-C: a shell has those that it starts in the background ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def untraced_workers() -> None:
    """Stop tracing in worker processes: they end by SIGKILL, so coverage would cost time and count nothing."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: sys.settrace(None))


@pytest.fixture(scope="session", autouse=True)
def garbage() -> Iterator[None]:
    """Let the garbage collector run seldom, and pass over the thousands of tests: it would take a fifth of the time."""
    gc.freeze()
    tune_gc()
    yield
    gc.freeze()  # Before it ends pytest collects ten times, for objects that complain when they go.


@pytest.fixture(scope="session", autouse=True)
def one_processor() -> Iterator[None]:
    """Let a build start no workers unless it is told how many: they load the program first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(request_module, "_processors", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def forked() -> Iterator[None]:
    """Fork processes though the test runner has threads: they are idle while a test runs, and to spawn takes longer."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            patch.setattr(processes, "start_method", lambda: "fork")
        yield


@pytest.fixture(scope="session", autouse=True)
def unflushed() -> Iterator[None]:
    """Wait for no disk: thousands of files are written, and none must survive a loss of power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def few_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Trust one certificate: no test asks a server of the internet, and those of a system take long to load."""
    bundle = tmp_path_factory.mktemp("certificates") / "one.pem"
    trustme.CA(organization_name="Tests").cert_pem.write_to_path(str(bundle))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(bundle))
        yield


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of all tests, so that none uses the user's own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEAFLETGEN_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """Parse each file once for all tests of a process: the same bytes always give the same nodes."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (parse, source):
            patch.setattr(module, "parse", parse_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def checked_once() -> Iterator[None]:
    """Check each data folder once for all tests of a process: the same words always give the same records."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "examine", examine_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """Load each face once for all tests of a process: the same letters always get the same glyphs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts_module, "_load", load_once)
        yield


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of the shipped data, to read or to break: always at the same place, where they have been parsed."""
    home = tmp_path_factory.getbasetemp() / "home"
    shutil.rmtree(home, ignore_errors=True)
    return Path(shutil.copytree(PROJECT / "data", home / "data"))


@pytest.fixture(scope="session")
def fonts() -> FontBook:
    """The fonts that ship."""
    return FontBook.load(PROJECT / "fonts")


@pytest.fixture(scope="session")
def catalogue(fonts: FontBook) -> Catalogue:
    """The shipped data, checked."""
    return check(read_folder(PROJECT / "data"), fonts.coverage())


@pytest.fixture(scope="session")
def maker(fonts: FontBook, catalogue: Catalogue) -> Maker:
    """Makes files of the shipped data, each once for all tests of a process."""
    return Maker(fonts, catalogue)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of the system. Tests that ask for it are skipped if there is none, or fail if tools are required.

    For one module: Playwright runs an event loop as long as it is there, and no other can be run in the same thread.
    """
    from tests.support.browser import chromium  # Here, because only these tests need what takes long to import.

    with chromium() as started:
        yield started


@pytest.fixture
def run() -> Run:
    """Run the program inside this process."""
    return run_inside


@pytest.fixture
def run_outside() -> Run:
    """Run the program as a process of its own."""
    return run_process


@pytest.fixture(scope="session")
def check_syntax() -> CheckPdf:
    """The check that every PDF must pass: sound syntax, nothing to recover (qpdf)."""
    return pdf_checks.check_syntax


@pytest.fixture(scope="session")
def check_pdf() -> CheckPdf:
    """The check that every PDF that claims PDF/UA-1 must pass: sound syntax and that claim (page-validation)."""
    return pdf_checks.check_pdf
