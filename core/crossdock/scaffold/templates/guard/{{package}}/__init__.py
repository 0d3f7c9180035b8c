"""Guards of {{title}} for the flows of Crossdock."""
