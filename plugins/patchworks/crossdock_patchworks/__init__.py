"""Patchworks as a connector for Crossdock."""
