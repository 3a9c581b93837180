"""The shapes of everything a person writes: JSON Schemas, and the field tree of a submission."""
