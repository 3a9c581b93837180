"""The operators of the language, by family: joining, facts, lists, days, rhythm, law."""
