"""Content: read the data files, check them, compose leaflets."""
