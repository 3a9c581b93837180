"""Tools for those who write rules: tests beside rules, the account of rows, lint."""
