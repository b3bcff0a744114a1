async def test_somebody_asks_for_help_in_a_channel_and_in_the_dm(company):
    await company.ana.types("/mentor help", channel="general")
    await company.ana.sees("in eight words")
    assert "in eight words" not in company.bo.reads(everywhere=True)

    await company.bo.types("help")
    await company.bo.sees("in eight words")


async def test_words_nobody_understands_are_answered_kindly(small_company):
    await small_company.ana.types("fnord gribble")
    await small_company.ana.sees("I did not understand that. I have not kept it, and nobody else sees it.")
    await small_company.ana.clicks("Talk to a person")
    await small_company.ana.sees("Hana Sato")
