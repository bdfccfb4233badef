"""From laid-out pages to PDF bytes: the only package that imports ReportLab."""

import os
import sys
from types import ModuleType

for _name in ("reportlab_mods", "reportlab_settings"):  # Otherwise it runs such files of the user's home.
    sys.modules.setdefault(_name, ModuleType(_name))
_hidden = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("RL_")}
try:
    import reportlab.rl_config  # noqa: F401 (it reads such variables once, and fails at a wrong one)
finally:
    os.environ.update(_hidden)
