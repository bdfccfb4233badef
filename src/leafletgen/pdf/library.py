"""ReportLab, as all modules of this package use it: its writer of PDF objects, `pdfdoc`.

In: nothing. Out: the module `reportlab.pdfbase.pdfdoc`.
Why here alone: ReportLab runs files of the user's home and reads variables of the environment when it is imported, and
fails at a wrong one. No such file or variable may change or end a build, so they are hidden from it meanwhile.
"""

import os
import sys
from types import ModuleType

for _name in ("reportlab_mods", "reportlab_settings"):  # Otherwise it runs such files of the user's home.
    sys.modules.setdefault(_name, ModuleType(_name))
_hidden = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("RL_")}
try:
    from reportlab.pdfbase import pdfdoc
finally:
    os.environ.update(_hidden)

__all__ = ["pdfdoc"]
