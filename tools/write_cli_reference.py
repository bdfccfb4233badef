"""Write docs/cli.md and docs/manifest.schema.json from the program itself, so that they say the same.

In: the commands of leafletgen.cli.main, the types of the manifest. Out: the two files; tests compare them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from leafletgen.cli.main import main
from leafletgen.errors import ExitCode
from leafletgen.output.manifest import manifest_schema

_MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.UNEXPECTED: "an unexpected error: please report it, with what the same command prints with `-v`",
    ExitCode.USAGE: "the command line asks for something that does not exist or does not go together",
    ExitCode.CONTENT: "the data are not valid",
    ExitCode.FIT: "the content does not fit the pages that the format allows",
    ExitCode.RESOURCE: "a file or folder that is needed cannot be found or read",
    ExitCode.WRITE: "a file cannot be written",
    ExitCode.PRODUCT: "a finished file failed its own check and was not put in place, or a web address is dead",
    ExitCode.OUT_OF_DATE: "a file is missing or is not what the data say (`--check`)",
    ExitCode.INTERRUPTED: "interrupted",
}

_SEVERAL = "After several kinds of failure the exit code is the highest of theirs; but 1 outranks all others.\n"

_BEFORE = """\
# The command line

`make docs` writes this page from the help texts of the program; do not edit it.

Results go to stdout, problems and progress to stderr. Each problem has its position, a message, a code, and a hint how
to mend it:

```text
data/agencies.yaml:12:16: error: what is wrong [code]
  How to mend it.
```

A problem is an `error`, which changes the exit code; a `warning`, which should be mended; or a `note`, which is for
information and comes last. Lines and columns count from 1, columns in characters. Output is coloured only on a
terminal, and not if `NO_COLOR` is set.

"""

_JSON = """\
## JSON

With `--json` a command prints one object on stdout, with the same keys whether it succeeds or fails:

| name | value |
|---|---|
| `ok` | true if there is no error |
| `files` | the paths of the files that are up to date, made by this command or before |
| `items` | output of `list`, `contacts`, `links`, `diff`, `preflight` and `--dry-run`; for `build`, files and states |
| `problems` | errors, warnings and notes: `severity`, `code`, `message`, `hint`, and `file`, `line`, `column` or null |
| `timings` | seconds by stage |

"""


def reference() -> str:
    """Compose the whole page."""
    codes = "".join(f"| {code.value} | {_MEANINGS[code]} |\n" for code in ExitCode)
    exit_codes = f"## Exit codes\n\n| code | meaning |\n|---|---|\n{codes}\n{_SEVERAL}"
    program = click.Context(main, info_name="leafletgen", terminal_width=100, **main.context_settings)
    return _BEFORE + "".join(_pages(program)) + _JSON + exit_codes


def _pages(context: click.Context) -> Iterator[str]:
    """The page of a command, and those of the commands below it."""
    yield _page(context)
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            found = context.command.get_command(context, name)
            assert found is not None
            yield from _pages(click.Context(found, info_name=name, parent=context))


def _page(context: click.Context) -> str:
    return f"## {context.command_path}\n\n```text\n{context.get_help()}\n```\n\n"


if __name__ == "__main__":
    docs = Path(__file__).resolve().parents[1] / "docs"
    (docs / "cli.md").write_text(reference(), encoding="utf-8", newline="\n")
    schema = json.dumps(manifest_schema(), indent=2) + "\n"
    (docs / "manifest.schema.json").write_text(schema, encoding="utf-8", newline="\n")
