"""From the invitation to feedback that was read: the same story over either way in and either database."""

from tests.stories.paths import to_feedback_read


async def test_from_the_invitation_to_feedback_that_was_read(company):
    await to_feedback_read(company)
    assert not company.platform.unknown_methods
    assert "three questions" not in str([post.text for post in everything_posted(company)])


def everything_posted(company):
    return [post for channel in company.workspace.channels.values() for post in channel.posts]
