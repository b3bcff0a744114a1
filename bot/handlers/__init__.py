"""Slack in. `routes` lists what the bot reacts to; `door` takes it in; nothing is decided here."""
