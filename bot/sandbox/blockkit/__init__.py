"""Block Kit as Slack takes it: what may stand where, and how long it may be."""
