"""What an operator runs: one module a verb of the command line."""
