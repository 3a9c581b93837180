"""The second engine: the same law judged again from the documents, sharing only the rule model and the readers."""
