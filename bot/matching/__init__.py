"""Who is matched with whom: scores, hard rules, and the best assignment. Pure; numpy and scipy, no I/O."""
