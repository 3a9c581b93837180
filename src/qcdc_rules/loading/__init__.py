"""Reading: YAML and JSON into typed submissions and rules, every error collected and located."""
