"""The goal matrix as an admin gets it: in their own DM, to be looked at on a phone, and as a table."""

from tests.stories.paths import ana_joins_by_conversation, bo_joins_by_form, open_joining


async def test_the_lead_gets_the_matrix_of_the_draft_alone(small_company):
    company, hana = small_company, small_company.hana
    await open_joining(company)
    await ana_joins_by_conversation(company)
    await bo_joins_by_form(company)
    await hana.types("/mentor-admin match", channel="admins")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor")
    await hana.types("/mentor-admin matrix", channel="admins")
    await hana.sees("to you alone")
    dm = company.workspace.direct("UHANA")
    await company.workspace.changed.until(lambda: any(post.files for post in dm.posts), 60)
    (post,) = [post for post in dm.posts if post.files]
    assert [file.is_image for file in post.files] == [True, False, False]
    assert "Ana Ferreira with Bo Nielsen" in post.files[0].alt
    assert b"Ana Ferreira: Bo Nielsen" in (post.files[2].data or b"")
    assert b"Ana Ferreira" in (post.files[1].data or b"")
    assert "files:write" in company.platform.used_scopes
    elsewhere = [
        post for channel in company.workspace.channels.values() for post in channel.posts if post.files
    ]
    assert elsewhere == [post]
