"""Logos: `load` reads PNG and `svg` reads SVG files; `drawing` defines the pictures and paths that they become."""
