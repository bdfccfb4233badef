"""From laid-out pages to PDF bytes: the only package that imports ReportLab."""
