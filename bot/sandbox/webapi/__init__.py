"""Slack's Web API, as far as it is served here; any other method is refused by name."""
