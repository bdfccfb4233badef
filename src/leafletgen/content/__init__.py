"""The content: read the data files, check them, compose a leaflet."""
