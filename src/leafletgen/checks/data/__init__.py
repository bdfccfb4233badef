"""Checks that only `validate` runs: readability, contrast, numbers, traps. Records in, Problems out."""
