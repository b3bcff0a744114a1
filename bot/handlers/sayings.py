"""What people say in whole sentences, in small letters as `plain` makes them; `rest` is what the flow is given.

They are tried on whatever anybody types, inside the turn: so each costs time in step with the length of the text.
An atomic group (`(?>…)`) finds the first beginning and never looks for another.
"""

from typing import Final

WRONGED: Final = (
    r"^(?>.*?\b(?:i|i'm|i've|me|my)\b).*(?<!-)\b(harass|bull(y|ie)|discriminat(ed|es|ing)\b"
    r"|abus(e|ed|es|ing|ive)\b|assault|threaten|stalk|groped"
    r"|racist|sexist|humiliat|afraid of my|scared of my)"
    r"|(?<!-)\b(harass|bull(y|ie)|discriminat(ed|es|ing)|abus(ed|es|ing)|threaten|humiliat)\w*( against)? me\b"
    r"|\b(do not|don't) feel safe|\b(feel|am|i'm) unsafe"
)
HURT: Final = (
    r"\b(hurt|hurting|harm|harming|kill|killing|cut|cutting) my ?self\b|\bsuicid|\bself[- ]harm|\bend my life\b"
    r"|\b(want|wish|going) to die\b|\bdo(n't| not) want to (live|be alive)\b"
)
TROUBLE: Final = (
    r"\b(harass|bull(y|ied)|discriminat)|\b(something|this|it) (is not|isn't|'s not|does not feel|doesn't feel) right\b"
    r"|\b(report|have|raise|is|there's) an? (serious )?(problem|concern|incident)\b|\b(report|complain about) (my|some|him|her)"
)
"""A cry for help, whatever else is being asked; and what says that something is wrong."""

HELP: Final = r"what (can|do) you do|how does (this|it) work|^help me"
PERSON: Final = r"(talk|speak|write) (to|with) (a |some)?(person|human|body|one)|who runs this"
PAUSE: Final = r"(take|need|want|like) (to |a )+(break|pause)( ?(?P<rest>.*))"
STATUS: Final = r"what('s| is| comes) next|where do i stand|who is my (mentor|mentee|match)"
LEAVE: Final = r"(want|like|wish) to (stop|leave|quit)( (the|this|it|with|taking part|mentor).*)?$"
MET: Final = r"^we( have|'ve)? (just )?met\b"
ASK_FEEDBACK: Final = r"(ask|like|want)( \w+){0,6}? (for )?feedback from|ask( \w+){0,6}? for feedback"
FEEDBACK: Final = r"(give|write|send)( \w+){0,6}? feedback"
WISH: Final = (
    r"^(?P<rest>(?:i(?:'d| would| really|'m| am)* )?(?:want|like|love|need|wish|looking|interested|find me|get me"
    r"|can i|could i|may i)(?: for| in)?(?: to)?(?: be| being| become| becoming| have| having| find| finding| get)?"
    r"(?: an?)? (?:good )?ment(?:or|ee)s?\b.*)$"
)
JOIN: Final = (
    r"^(?:i(?:'d| would)? (?:want|like) to|how (?:do|can) i|can i) (?:join|sign up|take part)\b(?P<rest>.*)$"
)
GIVE: Final = r"^(?P<rest>i (?:can|could|would(?: like to)?|want to) mentor\b.*)$"
