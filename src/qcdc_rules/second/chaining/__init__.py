"""The outcomes once more, by the forward chaining of durable-rules: an optional extra, in a process of its own."""
