"""Measures the bot's way in against baselines of the same run: `make bench`."""
