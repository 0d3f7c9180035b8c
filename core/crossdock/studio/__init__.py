"""The use cases: what callers may do, checked, stored and written into the audit log."""
