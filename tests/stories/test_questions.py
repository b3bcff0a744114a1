"""What an HR lead asks of a draft, by its buttons alone: why, what if, what is lacking."""

from tests.stories.paths import ana_joins_by_conversation, bo_joins_by_form, open_joining


async def test_the_lead_asks_by_buttons_alone(small_company):
    company, hana = small_company, small_company.hana
    await open_joining(company)
    await ana_joins_by_conversation(company)
    await bo_joins_by_form(company)
    await hana.types("/mentor-admin", channel="admins")
    await hana.clicks("What is lacking")  # before there is a draft
    await hana.sees("There is no draft yet", within=30)
    assert "1 of 1 who look for a match get one" in hana.reads()
    await hana.closes()
    await hana.types("/mentor-admin match", channel="admins")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor", within=20)
    await hana.clicks("Why …?")
    await hana.sees("Whom is it about?")
    await hana.fills({"Whom is it about?": "Ana", "And the other of the two": "Bo"})
    await hana.sees("They are proposed as a pair", within=20)
    await hana.clicks("What if they were not?")
    await hana.sees("Ana Ferreira (nobody instead of", within=20)
    await hana.clicks("Do it")
    await hana.sees("out of this round", within=20)
    await hana.closes()
    await hana.sees("No pairs yet", within=20)
    await hana.types("/mentor-admin pair @ana @bo", channel="admins")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor: locked", within=20)
    await hana.types("/mentor-admin match @ana", channel="admins")
    await hana.sees("is proposed", within=30)
