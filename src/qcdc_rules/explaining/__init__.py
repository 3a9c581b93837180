"""From traces to sentences, in Vietnamese and English."""
