"""The command line: one file for each command. Only this package imports Click, and only console.py prints."""
