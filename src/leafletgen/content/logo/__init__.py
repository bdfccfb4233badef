"""Logos: PNG and SVG files in (`load`, `svg`), pictures and paths that can be printed out (`drawing`)."""
