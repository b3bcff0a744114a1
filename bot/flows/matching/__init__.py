"""A matching round: asked for, worked out, looked at and published, all in the admin channel."""
