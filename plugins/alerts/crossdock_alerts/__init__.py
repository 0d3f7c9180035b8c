"""Channels for Crossdock alerts: signed webhooks, e-mail, Slack."""
