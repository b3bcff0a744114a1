"""Who is matched with whom: the best pairs there are, the proof of it, and every answer why. Pure: no I/O, no clock.

`solving.solve(request)` gives the best matching by the request's rules: pins and forbidden pairs hold; as many mentees
as possible have a mentor, those first who waited longest; as few matches as possible lie below the floor; the points of
all pairs are the most there are; and the fewest pairs of the proposal on the table change. The outcome carries its
proof (`Certificate`), and the same request gives the same outcome on every machine, in whatever order people come.

The program's format decides how: `mentoring` (one mentor each, or several, level by level; reverse as well),
`circling` and `pairing`. All take and give frozen values that travel to another process (`bot.domain.matching`,
`bot.domain.explaining`). `explaining.explainer(request, outcome)` lays a round out once, to be asked often:

    why(mentor, mentee)       why they are a pair, or what it would cost everybody if they were
    what_if(change)           what a change would gain or lose, and who would move, as chains
    best_for(mentee)          one person now: the best three, each with the effect on others
    gains()                   what one more place with each mentor is worth

Besides: `waiting.waiting(explainer)`, who has nobody, why, and what would help; `round_file.export(request, outcome)`,
the round as a file that proves itself (`python -m bot verify`); `scores.scores(request, mentees, mentors)`, the points
of all pairs, -1 where a pair cannot be.
"""
