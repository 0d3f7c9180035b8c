"""Functions of {{title}} for the mappings of Crossdock."""
