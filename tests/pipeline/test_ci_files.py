"""The commands and options in the workflow, the action, the hook and docs/builds.md exist."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.core import ParameterSource

from leafletgen.cli.main import main
from leafletgen.content.settings import BuildRow, Settings
from leafletgen.errors import ExitCode
from tests.support.program import Run, run_inside
from tests.support.project import PROJECT
from tests.support.team import Team


def _load(name: str) -> Any:
    return yaml.load((PROJECT / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def _action_commands() -> list[str]:
    scripts = [step["run"] for step in _load("action.yml")["runs"]["steps"] if "run" in step]
    return [line for script in scripts for line in script.splitlines() if line.startswith("leafletgen ")]


def _documented() -> list[str]:
    text = (PROJECT / "docs" / "builds.md").read_text(encoding="utf-8")
    return re.findall(r"^leafletgen .*$", text, re.MULTILINE) + re.findall(r"`(leafletgen build[^`]*)`", text)


COMMANDLINE = ParameterSource.COMMANDLINE
COMMANDS = {command: command for command in (*_action_commands(), *_documented())}


def test_there_are_commands_to_test() -> None:
    assert len(_action_commands()) == 4
    assert len(_documented()) > 8


@pytest.mark.parametrize("command", COMMANDS)
def test_the_program_knows_each_command(command: str) -> None:
    words = [word for word in shlex.split(command)[1:] if word != "${options[@]}"]
    parent = click.Context(main, **main.context_settings)  # Click keeps the help option that a command is first given.
    found = main.get_command(parent, words[0])
    assert found is not None
    with found.make_context(words[0], words[1:], parent=parent) as context:
        taken = {p.name for p in found.params if context.get_parameter_source(p.name or "") is COMMANDLINE}
        values = {
            str(item) for value in context.params.values() for item in (value if isinstance(value, tuple) else [value])
        }
    options = {word.partition("=")[0] for word in words[1:] if word.startswith("-")}
    assert taken >= {p.name for p in found.params if options.intersection(p.opts)}
    assert values >= {word for word in words[1:] if not word.startswith("-")}


def test_the_action_checks_before_and_after_it_makes() -> None:
    assert [command.split()[1] for command in _action_commands()] == ["validate", "build", "build", "site"]
    assert "--check" in _action_commands()[2]


def test_no_input_is_put_into_a_script() -> None:
    for step in _load("action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def _steps() -> list[dict[str, Any]]:
    jobs = _load(".github/workflows/ci.yml")["jobs"].values()
    return [step for job in jobs for step in job["steps"]] + list(_load("action.yml")["runs"]["steps"])


def test_actions_of_others_are_named_by_their_commit() -> None:
    """A tag can be moved to other code; a commit cannot."""
    used = [step["uses"] for step in _steps() if "uses" in step]
    assert len(used) >= 5
    assert [name for name in used if not re.fullmatch(r"\./|[a-z/-]+@[0-9a-f]{40}", name)] == []


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_what_the_action_runs(tmp_path: Path) -> None:
    """Its scripts, with names that have spaces, and options on two lines."""
    bin_ = tmp_path / "with space" / "leafletgen" / "bin"
    bin_.mkdir(parents=True)
    stand_in = bin_ / "leafletgen"
    stand_in.write_text(f"#!{shutil.which('bash')}\nprintf '%s|' \"$@\"\necho\n", encoding="utf-8")
    stand_in.chmod(0o755)
    told = {"RUNNER_TEMP": str(tmp_path / "with space"), "DATA": "our data", "OUTPUT": "to print", "PRESS": "refuse"}
    for options, words in (("", ""), ("--jobs 2\n--require-checked 180\n", "--jobs|2|--require-checked|180|")):
        said = [
            subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                env={**os.environ, **told, "OPTIONS": options},
                cwd=tmp_path,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for step in _load("action.yml")["runs"]["steps"]
            if "DATA" in step.get("env", {})
        ]
        assert said == [
            "validate|--data|our data|--format|github|\n",
            f"build|--data|our data|--output-dir|to print|{words}\n",
            f"build|--check|--data|our data|--output-dir|to print|{words}\n",
            f"site|--data|our data|--output-dir|{told['RUNNER_TEMP']}/site|\n",
        ]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(("press", "code"), [("refuse", 0), ("draft", 0), ("", 2), ("print", 2)])
def test_what_the_action_does_for_the_press(press: str, code: int, tmp_path: Path) -> None:
    bin_ = tmp_path / "leafletgen" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "leafletgen").write_text(f'#!{shutil.which("bash")}\necho "$@"\n', encoding="utf-8")
    (bin_ / "leafletgen").chmod(0o755)
    for step in (step for step in _load("action.yml")["runs"]["steps"] if "PRESS" in step.get("env", {})):
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            env={**os.environ, "RUNNER_TEMP": str(tmp_path), "DATA": "d", "OUTPUT": "o", "OPTIONS": "", "PRESS": press},
            capture_output=True,
            text=True,
        )
        assert done.returncode == code
        assert ("--draft-unchecked" in done.stdout) is (press == "draft")


def test_the_workflow_tests_what_the_project_supports() -> None:
    jobs = _load(".github/workflows/ci.yml")["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"][0] == "3.11"
    assert any(step.get("run") == ".ci/run" for step in jobs["test"]["steps"])
    assert any(step.get("uses") == "./" for step in jobs["leaflets"]["steps"])
    assert _load(".github/workflows/ci.yml")["permissions"] == {"contents": "read"}


def test_the_hook_refuses_faulty_data(team: Team) -> None:
    run: Run = run_inside
    (hook,) = _load(".pre-commit-hooks.yaml")
    program, *words = hook["entry"].split()
    assert program == "leafletgen"
    assert hook["pass_filenames"] == "false"
    for name in ("editions/wide.yaml", "logos/our.png"):
        assert re.search(hook["files"], name)
    assert run(*words, "--data", team.data).code == 0
    (team.data / "areas.yaml").write_text("areas: []\n", encoding="utf-8")
    assert run(*words, "--data", team.data).code == ExitCode.CONTENT


def test_the_documentation_names_every_key_of_a_row(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "builds.md").read_text(encoding="utf-8")
    table = "\n".join(line for line in text.splitlines() if line.startswith("| `"))
    for key in set(BuildRow.__struct_fields__) - set(Settings.__struct_fields__):
        assert f"`{key}`" in table
    example = re.search(r"```yaml\n(build:.*?)```", text, re.DOTALL)
    assert example is not None
    rows = yaml.load(example[1], yaml.BaseLoader)["build"]
    assert all(set(row) <= set(BuildRow.__struct_fields__) for row in rows)
