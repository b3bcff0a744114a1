"""What the bot says and what people press, as typed values. Only this package knows how they look."""
