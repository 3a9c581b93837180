"""The rules as pages of plain Markdown, in Vietnamese and English: by rule, instrument, content, and the index."""
