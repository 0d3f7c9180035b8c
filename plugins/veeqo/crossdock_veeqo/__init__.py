"""Veeqo as a connector for Crossdock."""
