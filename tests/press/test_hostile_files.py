"""`leafletgen preflight` on hostile files: each gets its problems in time and memory, and the other files are judged.

The limits on work are tested one by one, each with a file that just keeps it.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from leafletgen.checks import examiner
from leafletgen.checks.examiner import Examiner
from leafletgen.checks.faults import HINTS, ProfileName
from leafletgen.checks.preflight import guard, preflight
from leafletgen.errors import ExitCode
from tests.support.hostile_pdf import VALUES, entries, keys_in, spoilt
from tests.support.hostile_pdf import Path as Way
from tests.support.program import run_inside, run_process
from tests.support.project import SOURCE
from tests.support.small_pdf import Change, box, drawn, in_xmp, on_page, small_pdf, state
from tests.support.tools import cases

pytestmark = pytest.mark.slow

PREFLIGHT = SOURCE / "leafletgen" / "checks" / "preflight"
OFFICE_KEYS = {"/MarkInfo", "/Lang", "/ViewerPreferences"}
"""Keys that only the office profile reads."""


def profile_for(way: Way) -> ProfileName:
    return "office" if OFFICE_KEYS & set(way) else "press"


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in preflight(data, "a.pdf", "office").problems]


# --- every key, every type ---


def test_the_rich_file_has_every_key_that_preflight_reads() -> None:
    modules = [path for path in PREFLIGHT.glob("*.py") if path.stem != "readable"]  # it is for `contacts where`
    read = {key for path in modules for key in keys_in(path.read_text(encoding="utf-8"))}
    there = {key for way in entries() for key in way}
    names = {"/None", "/Transparency", "/Normal", "/Compatible", "/Default", "/Image", "/Type3", "/Type0", "/False"}
    names |= {"/True", "/R2L", "/GTS_PDFX", "/GoTo", "/Unknown", "/LZWDecode", "/JBIG2Decode", "/JPXDecode"}
    names |= {"/OCMD", "/OFF", "/View", "/All", "/AnyOn", "/AllOn", "/AnyOff", "/AllOff", "/Not", "/And"}
    inline = {"/CS", "/W"}
    unused = {"/Filter", "/Encrypt"}  # The shared cases have these.
    assert read - names - inline - unused <= there


_EVERY = 5
"""Each value is tried in every fifth entry, the next value in the entries after those: all of them take minutes."""


@pytest.mark.parametrize("value", VALUES)
def test_an_entry_of_any_wrong_type_is_a_problem_or_no_harm(value: str) -> None:
    start = list(VALUES).index(value) % _EVERY
    with Examiner() as examined:
        for way in list(entries())[start::_EVERY]:
            found = examined.examine(spoilt(way, value), "a.pdf", profile_for(way))
            for problem in found.problems:
                assert problem.code in HINTS, (way, problem)
                assert "ended the process" not in problem.message, (way, problem)
                assert "0x" not in problem.message, (way, problem)


# --- the cases that others collected ---


@pytest.mark.parametrize("profile", ["office", "press"])
def test_every_hostile_case_is_judged_within_its_limits(profile: str, tmp_path: Path) -> None:
    files = cases("hostile-pdf")
    if profile == "press":  # No rule of a profile sees the bombs, which take a second each to be given up.
        files = [file for file in files if "bomb" not in file.name]
    out = tmp_path / "out.json"
    script = (
        "import resource, subprocess, sys\n"
        "with open(sys.argv[1], 'wb') as out: code = subprocess.call(sys.argv[2:], stdout=out)\n"
        "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    command = [sys.executable, "-m", "leafletgen", "preflight", "--json", "--profile", profile, *map(str, files)]
    done = subprocess.run(
        [sys.executable, "-c", script, str(out), *command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
        timeout=500,
    )
    code, kilobytes = map(int, done.stdout.split())
    report = json.loads(out.read_text(encoding="utf-8"))
    assert code == ExitCode.PRODUCT
    assert done.stderr == ""
    assert kilobytes < 10**9 / 1024
    assert [item["file"] for item in report["items"]] == [str(file) for file in files]
    assert {problem["file"] for problem in report["problems"]} == {str(file) for file in files}
    assert {problem["code"] for problem in report["problems"]} <= set(HINTS)
    assert not [problem for problem in report["problems"] if "ended the process" in problem["message"]]


# --- limits on work ---


def form(code: bytes, **xobjects: Any) -> Callable[[pikepdf.Pdf], Any]:
    def make(pdf: pikepdf.Pdf) -> Any:
        made = pdf.make_stream(code, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 160, 160]))
        made["/Resources"] = Dictionary(XObject=Dictionary({f"/{name}": value for name, value in xobjects.items()}))
        return made

    return make


def doubled(levels: int) -> Change:
    """A form that draws another one twice, and so on: twice as many with each level."""

    def change(pdf: pikepdf.Pdf) -> None:
        inner = form(b"60 60 9 9 re f")(pdf)
        for _ in range(levels):
            inner = form(b"/Own Do /Own Do", Own=inner)(pdf)
        drawn("/Own Do", lambda _: {"/XObject": Dictionary(Own=inner)})(pdf)

    return change


def stitched(levels: int) -> Change:
    """A shading whose function has two functions that have two functions, and so on."""

    def change(pdf: pikepdf.Pdf) -> None:
        inner: Any = pdf.make_indirect(
            Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1, 0, 0, 0]), N=1)
        )
        for _ in range(levels):
            parts = Array([inner, inner])
            outer = Dictionary(FunctionType=3, Domain=Array([0, 1]), Functions=parts, Bounds=Array([0.5]))
            inner = pdf.make_indirect(outer)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]), Function=inner)
        drawn("60 60 9 9 re W n /Own sh", lambda _: {"/Shading": Dictionary(Own=shading)})(pdf)

    return change


def packed(*lengths: int, name: str = "FlateDecode") -> Change:
    """A stream that unpacks to so many zeros, packed so many times."""

    def change(pdf: pikepdf.Pdf) -> None:
        data = bytes(lengths[0])
        for _ in lengths:
            data = zlib.compress(data, 1)
        pdf.Root["/Own"] = pdf.make_stream(b"")
        pdf.Root.Own.write(data, filter=Array([Name(f"/{name}")] * len(lengths)))

    return change


def run_length(bytes_: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Own"] = pdf.make_stream(b"")
        pdf.Root.Own.write(b"\x81\x00" * (bytes_ // 128) + b"\x80", filter=Name.RunLengthDecode)

    return change


def with_parents(levels: int) -> Change:
    """So many nodes above the page, none of which has a CropBox."""

    def change(pdf: pikepdf.Pdf) -> None:
        node: Any = pdf.Root.Pages
        for _ in range(levels - 1):
            node = pdf.make_indirect(Dictionary(Type=Name.Pages, Parent=node))
        pdf.pages[0].obj.Parent = node

    return change


def cmyk(width: int, height: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height)
        image["/BitsPerComponent"], image["/ColorSpace"] = 8, Name.DeviceCMYK
        drawn("20 0 0 20 60 60 cm /Own Do", lambda _: {"/XObject": Dictionary(Own=image)})(pdf)

    return change


def packet(length: int) -> Change:
    return in_xmp(b"</rdf:Description>", b"</rdf:Description>" + b" " * length)


def widths(count: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.Font.T.Widths = Array([500] * count)
        drawn("BT /T 10 Tf 50 90 Td (a) Tj ET")(pdf)

    return change


SQUARES = "60 60 9 9 re f "
LOW = {"FORMS": 1_000, "FUNCTIONS": 1_000, "PAINTED": 1_000, "UNPACKED": 20_000_000, "PAGES": 100}
"""Lower limits than those of the program, which take seconds to reach."""

TOO_MUCH: dict[str, tuple[Change, Change]] = {
    "forms": (doubled(9), doubled(8)),
    "functions": (stitched(9), stitched(8)),
    "painted": (drawn(SQUARES * 1001), drawn(SQUARES * 900)),
    "content": (drawn(" " * guard.CONTENT), drawn(" " * (guard.CONTENT - 1000))),
    "flate": (packed(21_000_000), packed(19_000_000)),
    "flate twice": (packed(21_000_000, 0), packed(10**6, 0)),
    "run length": (run_length(21_000_000), run_length(10**6)),
    "page tree": (with_parents(guard.PARENTS + 1), with_parents(guard.PARENTS)),
    "page": (box("/MediaBox", 0, 0, 14400, 14400), box("/MediaBox", 0, 0, 1200, 1600)),
    "narrow page": (box("/MediaBox", 0, 0, 200_000, 150), box("/MediaBox", 0, 0, 14400, 150)),
    "page of another unit": (on_page("/UserUnit", 12), on_page("/UserUnit", 10)),
    "picture": (cmyk(99_999_999, 99_999_999), cmyk(9, 9)),
    "codes": (widths(guard.CODES + 1), widths(guard.CODES)),
    "metadata": (packet(guard.XMP), packet(10**5)),
}


def test_the_limits_are_far_above_what_a_leaflet_needs_and_can_be_reached_in_seconds() -> None:
    assert (guard.FORMS, guard.FUNCTIONS, guard.PAINTED) == (20_000, 10_000, 100_000)
    assert (guard.UNPACKED, guard.PAGES) == (200_000_000, 2_000)


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in LOW.items():
        monkeypatch.setattr(guard, name, limit)


@pytest.mark.usefixtures("low")
@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_file_that_takes_too_much_work_is_too_big_to_examine(what: str) -> None:
    outside, inside = TOO_MUCH[what]
    (problem,) = preflight(small_pdf("office", outside), "a.pdf", "office").problems
    assert problem.code == "too-big-to-examine"
    assert "too big to examine: " in problem.message
    assert not {"too-big-to-examine", "pdf-damaged"} & set(codes(small_pdf("office", inside)))


@pytest.mark.usefixtures("low")
def test_a_file_of_too_many_pages_is_too_big_and_one_of_many_is_examined_with_progress() -> None:
    many = small_pdf("office", pages=100)
    told: list[tuple[int, int]] = []
    with Examiner(lambda done, total: told.append((done, total))) as examined:
        found = examined.examine(many, "a.pdf", "office")
    assert found.problems == ()
    assert found.facts["pages"] == "100 pages"
    assert told == [(number, 100) for number in range(1, 101)]
    assert codes(small_pdf("office", pages=101)) == ["too-big-to-examine"]


def test_a_library_in_another_language_that_gets_no_memory_is_said_so() -> None:
    with pytest.raises(guard.FileFault) as raised, guard.examining("its content"):
        raise pikepdf.PdfError("(object 4,0, offset 269): std::bad_alloc")
    assert raised.value.finding.code == "too-big-to-examine"


def test_a_damaged_file_beside_a_sound_one_has_a_line_of_its_own(tmp_path: Path) -> None:
    """Less is known of it: its line is shorter than that of the sound one, whichever comes first."""
    sound, damaged = tmp_path / "sound.pdf", tmp_path / "damaged.pdf"
    sound.write_bytes(small_pdf("x4"))
    damaged.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")
    for files in ((sound, damaged), (damaged, sound)):
        outcome = run_inside("preflight", *files)
        assert outcome.code == ExitCode.PRODUCT, outcome.stderr
        lines = [line for line in outcome.stdout.splitlines() if ".pdf" in line]
        assert [line.split()[0] for line in lines] == [str(file) for file in files]


# --- the process ---


def endless() -> bytes:
    """A file whose thousands of overprinting squares are compared with each other for minutes."""
    return small_pdf("x4", drawn(f"/Own gs 0.1 0 0 0 k {SQUARES * 15_000}", state(op=True, OPM=1)))


def test_a_file_that_is_never_done_is_given_up_and_the_others_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examiner, "SECONDS", 3.0)
    for name, data in {"endless": endless(), "sound": small_pdf("x4")}.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    files = [tmp_path / f"{name}.pdf" for name in ("sound", "endless")]
    outcome = run_inside("preflight", "--json", *files, files[0])
    report = json.loads(outcome.stdout)
    assert outcome.code == ExitCode.PRODUCT
    assert [problem["file"] for problem in report["problems"]] == [str(files[1])]
    assert report["problems"][0]["code"] == "too-big-to-examine"
    assert "not done after 3 seconds" in report["problems"][0]["message"]
    assert [item["pages"] for item in report["items"] if "pages" in item] == ["4 pages", "4 pages"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked only on Linux")
def test_a_system_that_cannot_start_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf("x4"))
    outcome = run_inside("preflight", path)
    assert outcome.code == ExitCode.RESOURCE
    assert "cannot be started: Resource temporarily unavailable. [examiner-not-started]" in outcome.stderr
    assert outcome.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_file_that_ends_the_process_is_damaged_and_the_next_is_judged() -> None:
    with Examiner() as examined:
        assert examined.examine(small_pdf("x4"), "a.pdf", "press").problems == ()
        assert examined._child
        pid = examined._child.process.pid
        assert pid
        timer = threading.Timer(1, os.kill, (pid, signal.SIGKILL))
        timer.start()
        (problem,) = examined.examine(endless(), "b.pdf", "press").problems
        timer.join()
        assert problem.code == "pdf-damaged"
        assert "signal 9" in problem.message
        assert examined.examine(small_pdf("x4"), "c.pdf", "press").problems == ()
        os.kill(examined._child.process.pid or 0, signal.SIGKILL)
        examined._child.process.join()
        assert examined.examine(small_pdf("x4"), "d.pdf", "press").problems == ()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_file_that_takes_all_memory_is_refused_and_the_next_is_judged() -> None:
    """In a fresh process: the free memory of one that ran other tests would be enough for the file."""
    script = (
        "from leafletgen.checks import examiner\n"
        "from tests.support.small_pdf import drawn, small_pdf\n"
        "examiner.MEMORY = 70 * 2**20\n"
        "with examiner.Examiner() as examined:\n"
        "    hungry = small_pdf('office', drawn('f ' * 1_500_000))\n"
        "    (problem,) = examined.examine(hungry, 'a.pdf', 'office').problems\n"
        "    assert 'memory' in problem.message or 'more than 70 MB' in problem.message, problem\n"
        "    assert examined.examine(small_pdf('office'), 'b.pdf', 'office').problems == ()\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarms")
@pytest.mark.timeout(60)
def test_the_process_ends_by_itself_if_the_program_is_killed() -> None:
    script = (
        "from leafletgen.checks import examiner\n"
        "from tests.press.test_hostile_files import endless\n"
        "examiner.SECONDS = 2.0\n"
        "examiner._ends = lambda begun, *_: begun + 100\n"
        "with examiner.Examiner(lambda done, total: print(done, flush=True)) as examined:\n"
        "    examined.examine(endless(), 'a.pdf', 'press')\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}"}
    ours, theirs = os.pipe()
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, pass_fds=[theirs]) as program:
        os.close(theirs)
        assert program.stdout
        pages = list(islice(program.stdout, 4))
        assert pages == [b"1\n", b"2\n", b"3\n", b"4\n"]  # After the last page come the rules, which take minutes.
        program.kill()
    assert os.read(ours, 1) == b""  # This waits until the process, which has a copy of the pipe, has ended too.
    os.close(ours)


def test_a_file_of_many_pages_has_the_same_time_as_others_after_the_last_page() -> None:
    """A file of 2,000 pages may take long, but not each step of it, such as a rule about all pages."""
    assert examiner._ends(begun=0, told=10, pages=1) == examiner.SECONDS
    assert examiner._ends(begun=0, told=300, pages=2_000) == 300 + examiner.SECONDS
    assert examiner._ends(begun=0, told=300, pages=400) == 400 / examiner.PAGES_A_SECOND


ENDLESS_WORDS = "A" * 100_000


def named_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font.T = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{ENDLESS_WORDS}"))
    drawn("BT /T 10 Tf 50 90 Td (a) Tj ET")(pdf)


def noted(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name(f"/{ENDLESS_WORDS}"))])


def claimed(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/GTS_PDFXVersion"] = pikepdf.String(f"PDF/X-{ENDLESS_WORDS}")


@pytest.mark.parametrize("change", [named_font, noted, claimed, drawn(f"/{ENDLESS_WORDS} cs 60 60 9 9 re f")])
@pytest.mark.parametrize("form", ["--verbose", "--json"])
def test_words_of_the_file_are_cut_off(change: Change, form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf("x4", change))
    outcome = run_inside("preflight", form, path)
    assert outcome.code in (ExitCode.DONE, ExitCode.PRODUCT)
    assert len(outcome.stdout + outcome.stderr) < 10_000


def test_nothing_but_the_report_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf("x4"))
    outcome = run_process("preflight", path)
    assert outcome.code == 0
    assert outcome.stderr.strip() == "1 file is fit for printing"
