"""The first whole path, as its people act it: for every story that needs it or a part of it."""


async def open_joining(company, way_in="Join as mentee"):
    await company.hana.types("/mentor-admin", channel="admins")
    await company.hana.clicks("Open joining")
    await company.hana.clicks("Post it")
    await company.ana.sees(f"[{way_in}]")


async def ana_joins_by_conversation(company):
    ana = company.ana
    await ana.clicks("Join as mentee")
    await ana.sees("What would you like to learn?")
    await ana.types("Public speaking and giving feedback")
    await ana.sees("In your own words")
    await ana.types("Speak to the whole company without notes")
    await ana.sees("You're in! Thank you.")
    await ana.sees("never what you two say")


async def bo_joins_by_form(company):
    bo = company.bo
    await bo.clicks("Join as mentor")
    await bo.clicks("Fill in one form instead")
    await bo.sees("Your profile")
    form = {
        "What you could pass on": ["Public speaking", "Presentations"],
        "What to ask you about": "Speaking without notes",
        "People at once": "2",
    }
    await bo.fills(form)
    await bo.sees("You're in! Thank you.")


async def publishes(hana, what):
    """The draft that stands, at once; `what` as its button counts it."""
    await hana.clicks(f"Publish {what}")
    await hana.sees("it can be undone")
    await hana.clicks("Send now")
    await hana.sees(f"{what} published")


async def matched(company):
    """Preview, publish, and both agree."""
    await open_joining(company)
    await ana_joins_by_conversation(company)
    await bo_joins_by_form(company)
    hana = company.hana
    await hana.types("/mentor-admin", channel="admins")
    await hana.clicks("Preview match")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor")
    await hana.clicks("Publish 1 pair")
    await hana.sees("it can be undone")
    assert "Your mentor could be" not in company.ana.reads(everywhere=True)
    await hana.clicks("Send now")
    await hana.sees("1 pair published")
    await company.until_something_happens(to={"UANA"})
    await company.ana.sees("Your mentor could be")
    await company.ana.clicks("Looks good")
    await company.bo.sees("Would you be the mentor of")
    await company.bo.clicks("Gladly")


async def to_feedback_read(company):
    """Ana and Bo join, are matched, meet, and Bo reads what Ana wrote."""
    ana, bo = company.ana, company.bo
    await matched(company)
    await ana.sees("cannot read what you write")
    await bo.sees("cannot read what you write")
    await ana.clicks("Works for me")
    await bo.clicks("Works for me too")
    await ana.sees("Agreed")

    await company.after(days=17)
    await ana.sees("Did you and")
    await ana.clicks("We met")
    await ana.clicks("Give feedback now (2 minutes)")
    await ana.sees("alone reads this")
    words = {
        "Situation": "In our first talk on Monday",
        "Behavior": "you asked me three questions before you gave any advice",
        "Impact": "I found the answer myself",
    }
    await ana.fills(words)
    await ana.clicks("Send now")
    await company.after(days=4)
    await bo.sees("has written you feedback")
    assert "three questions" not in bo.reads(everywhere=True)
    await bo.clicks("Read")
    await bo.sees("three questions before you gave any advice")
    await bo.clicks("Say thanks")
    await ana.sees("says thank you")
