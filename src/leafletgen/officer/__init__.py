"""The officer's copy. Personal data stay in this package: only the command line imports it."""
