"""The operators of the rule language as the second engine understands them from its description."""
