"""What an HR lead asks of a draft, by its buttons alone: why, what if, what is lacking."""

from tests.stories.paths import ana_joins_by_conversation, bo_joins_by_form, open_joining


async def test_the_lead_asks_by_buttons_alone(small_company):
    company, hana = small_company, small_company.hana
    await open_joining(company)
    await ana_joins_by_conversation(company)
    await bo_joins_by_form(company)
    await hana.types("/mentor-admin", channel="admins")
    await hana.clicks("What is lacking")  # before there is a draft
    await hana.sees("There is no draft yet")
    assert "1 of 1 who look for a match get one" in hana.reads()
    await hana.closes()
    await hana.types("/mentor-admin match", channel="admins")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor")
    await hana.clicks("Why …?")
    await hana.sees("Whom is it about?")
    await hana.fills({"Whom is it about?": "Ana", "And the other of the two": "Bo"})
    await hana.sees("They are proposed as a pair")
    await hana.clicks("What if they were not?")
    await hana.sees("Ana Ferreira (nobody instead of")
    await hana.clicks("Do it")
    await hana.sees("out of this round")
    await hana.closes()
    await hana.sees("No pairs yet")
    await hana.types("/mentor-admin pair @ana @bo", channel="admins")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor: locked")
    await hana.types("/mentor-admin match @ana", channel="admins")
    await hana.sees("is proposed")


async def test_an_answer_that_cannot_be_worked_out_is_asked_for_once_more(small_company, monkeypatch):
    company, hana = small_company, small_company.hana
    await open_joining(company)
    await ana_joins_by_conversation(company)
    await hana.types("/mentor-admin match @ana", channel="admins")
    await hana.sees("Ana Ferreira")
    await hana.closes()

    async def breaks(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("bot.worker._done", breaks)
        await hana.types("/mentor-admin match @ana", channel="admins")
        await hana.sees("I could not work this out")
        assert "Looking into it" not in hana.reads()
    await hana.clicks("Try again")
    await hana.sees("No mentor in this round")
