"""Checks of data, pages, PDF files and web addresses. Each reads and reports; none changes anything."""
