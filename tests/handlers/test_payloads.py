"""What Slack tells is read once, and people's words as they typed them."""

import pytest

from bot.handlers.payloads import told_by_event


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("see <http://example.com|example.com> please", "see example.com please"),
        ("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"),
        ("write to <mailto:ana@example.com|ana@example.com>", "write to ana@example.com"),
        ("<https://evil.example|here>", "https://evil.example"),
        ("&lt;https://typed.example|so&gt; <@UBO> <!here>", "<https://typed.example|so> <@UBO> <!here>"),
    ],
)
def test_links_are_the_words_that_were_typed(sent, typed):
    event = {"type": "message", "channel_type": "im", "user": "UANA", "channel": "D1", "text": sent}
    told = told_by_event({"event": event, "event_id": "E1", "team_id": "T1"})
    assert told is not None and told.text == typed
