"""Acme as a connector for Crossdock."""
