"""The demo: a studio with a project that is already running, to be looked at and tried."""
