"""leafletgen: makes leaflets about a child's online activity, from YAML to tagged PDF for screen, office and press.

The names in `__all__` are the interface for Python programs; docs/api.md explains them. Each is imported when it is
first used, so that `import leafletgen` imports nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leafletgen.version import __version__

if TYPE_CHECKING:
    from leafletgen.content.catalogue import Catalogue
    from leafletgen.content.output_options import OutputOptions
    from leafletgen.errors import ExitCode, LeafletError, Problem, Where
    from leafletgen.pipeline.api import build, lay_out, load, render
    from leafletgen.pipeline.render import Layout
    from leafletgen.report import Report

__all__ = [
    "Catalogue",
    "ExitCode",
    "Layout",
    "LeafletError",
    "OutputOptions",
    "Problem",
    "Report",
    "Where",
    "__version__",
    "build",
    "lay_out",
    "load",
    "render",
]

_MODULES = {
    "Catalogue": "content.catalogue",
    "ExitCode": "errors",
    "Layout": "pipeline.render",
    "LeafletError": "errors",
    "OutputOptions": "content.output_options",
    "Problem": "errors",
    "Report": "report",
    "Where": "errors",
    "build": "pipeline.api",
    "lay_out": "pipeline.api",
    "load": "pipeline.api",
    "render": "pipeline.api",
}
"""Where each public name is defined (PEP 562)."""


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
