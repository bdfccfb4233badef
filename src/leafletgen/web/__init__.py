"""Web pages from composed leaflets: HTML and SVG as bytes."""
