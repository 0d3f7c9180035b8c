"""{{title}} as a connector for Crossdock."""
