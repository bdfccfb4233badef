"""leafletgen: leaflets about a child's online activity, from YAML to PDF files that press and screen reader accept."""

__version__ = "0.1.0"
