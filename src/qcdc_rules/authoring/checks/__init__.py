"""What lint looks for beyond the shape of a file: one small check for each code, all documented in docs/lint.md."""
