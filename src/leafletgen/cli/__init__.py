"""The command line: options in, one call, one report. Only this package knows Click, and only console.py prints."""
