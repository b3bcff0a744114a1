"""A Slack bot that runs a company's whole mentorship program."""
