"""`leafletgen preview`: the leaflets and the problems of the data in a browser, while an editor changes the data.

In: a data folder, and the leaflet to begin with. Out: the address to open; it runs until Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import Command, common_options, complete_edition, data_to_read, one_language_option
from leafletgen.content.files import folder_missing, is_folder
from leafletgen.errors import ResourceError, Where
from leafletgen.formats import sizes
from leafletgen.report import Report
from leafletgen.resources import fonts_folder, icc_folder, shipped_data

if TYPE_CHECKING:
    from leafletgen.preview.loop import Loop
    from leafletgen.preview.server import Server


@click.command("preview", cls=Command, short_help="Show the leaflets in a browser while you edit the data.")
@click.argument("edition", required=False, default="", shell_complete=complete_edition)
@click.option("--variant", type=click.Choice(["parent", "child"]), help="The leaflet to begin with.")
@click.option("--size", type=click.Choice(sizes()), default="a5", show_default=True, help="The size to begin with.")
@one_language_option("The language of the leaflets, such as cy; unchecked words too, as drafts.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on. Default: 8350, or another one.")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option("--editor", type=click.Choice(["vscode"]), help="Let each place in a file open this text editor.")
@common_options
@click.pass_obj
def command(
    console: Console,
    edition: str,
    variant: str | None,
    size: str,
    language: str,
    port: int | None,
    no_open: bool,
    editor: Literal["vscode"] | None,
    data: Path | None,
) -> Report:
    """Show the leaflets, their web pages and the problems of the data in a browser, while you edit the data.

    Each file that you save is shown at once. While the data have errors, the last good pages stay. A click on a text of
    a page shows the file and the line that it comes from. Nothing is written; only this machine can open the address.
    Ctrl-C ends it, with exit code 0.

    \b
    Examples:
      leafletgen preview
      leafletgen preview hampshire --variant child --size a4
      leafletgen preview --data ../our-data --editor vscode
      leafletgen preview hampshire --language cy
    """
    from leafletgen.pipeline.context import RenderContext
    from leafletgen.pipeline.plan import known_language, refuse_unknown_editions
    from leafletgen.pipeline.render import Renderer
    from leafletgen.preview.loop import Loop, folders_of
    from leafletgen.preview.message import Asked
    from leafletgen.preview.server import PORTS, listen
    from leafletgen.preview.state import State
    from leafletgen.preview.watch import Watcher

    folder = data_to_read(data)
    if not is_folder(folder):
        raise ResourceError(folder_missing(folder, Where(str(folder))))
    renderer = Renderer(RenderContext(Path(), fonts_folder(), icc_folder(), measured=True))
    ships = data is None and folder == shipped_data()  # An update would undo what an editor changes there.
    asked = Asked(folder, edition, variant or "", size, vscode=editor == "vscode" and not ships)
    state = State()
    loop = Loop(folder, state, Watcher(folders_of(folder)), renderer, known_language(language))
    if edition and loop.composer:
        refuse_unknown_editions([edition], loop.composer.catalogue.editions)
    with listen([port] if port else PORTS, state, renderer.fonts, asked) as server:
        console.tell_warnings()
        console.announce(f"The preview is at {server.address}")
        console.progress("It shows each change of the data. Ctrl-C ends it.")
        _serve(server, loop, open_browser=not no_open and _has_windows())
    return Report(summary="The preview has ended.")


def _serve(server: Server, loop: Loop, *, open_browser: bool) -> None:
    """Answer browsers and look at the data until Ctrl-C."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        if open_browser:
            import webbrowser  # Imported late: it is slow to load.

            webbrowser.open(server.address)
        with suppress(KeyboardInterrupt):
            loop.run()
    finally:
        server.shutdown()


def _has_windows() -> bool:
    """Whether a browser would have a window of its own: one for terminals would take this terminal."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
