"""Thousands of submissions in one run: NDJSON in, one line of outcomes for each out."""
