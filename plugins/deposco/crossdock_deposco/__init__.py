"""Deposco as a connector for Crossdock."""
