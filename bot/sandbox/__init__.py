"""A small, strict Slack on this machine: it knows Slack and nothing of the bot."""
