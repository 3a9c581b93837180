"""From plain conditions to typed, path-checked functions, and from rules to one immutable ruleset."""
