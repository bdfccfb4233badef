"""Leaflets with an officer's details. Personal data stay in this package: only the command line imports it."""
