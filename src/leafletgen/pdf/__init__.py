"""From laid-out pages to PDF bytes: the only room that knows ReportLab."""
