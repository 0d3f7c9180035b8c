"""First mappings from examples: names, values, lists, lookups, and what a project's other mappings do."""
