"""Versions in force, targets, and one result for each rule in scope and each target."""
