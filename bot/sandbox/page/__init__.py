"""The sandbox in the browser: a page that a Slack user knows at once, and the tools around it."""
