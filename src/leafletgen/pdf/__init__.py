"""From laid-out pages to PDF bytes: the only package that imports ReportLab."""

import sys
from types import ModuleType

for _name in ("reportlab_mods", "reportlab_settings"):  # Otherwise it runs such files of the user's home.
    sys.modules.setdefault(_name, ModuleType(_name))
