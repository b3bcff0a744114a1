"""From the invitation to feedback that was read: the same story over either way in and either database."""

from tests.stories.paths import to_feedback_read


async def test_from_the_invitation_to_feedback_that_was_read(company):
    await to_feedback_read(company)
    assert not company.platform.unknown_methods
    assert "three questions" not in str([post.text for post in everything_posted(company)])
    for partner in ("Bo", "Ana"):
        assert leads_to_their_room(company, partner)


def leads_to_their_room(company, partner):
    """Whether what told somebody of the match came to lead to the conversation."""
    (room,) = [one.id for one in company.workspace.channels.values() if one.kind == "mpim"]
    told = [
        post
        for post in everything_posted(company)
        if f"Your conversation with <@U{partner.upper()}> is open" in post.text
    ]
    return told and all(f"channel={room}&team=" in str(post.blocks) for post in told)


def everything_posted(company):
    return [post for channel in company.workspace.channels.values() for post in channel.posts]
