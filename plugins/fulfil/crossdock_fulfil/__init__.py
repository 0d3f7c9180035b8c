"""Fulfil as a connector for Crossdock."""
