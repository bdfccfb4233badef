"""Checks: each reads, reports Problems and changes nothing."""
