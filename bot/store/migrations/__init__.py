"""The database's history: one revision for each release that changed a table, applied by `bot.store.migrating`."""
