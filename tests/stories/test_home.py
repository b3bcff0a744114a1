async def test_home_is_drawn_when_it_is_opened_and_its_buttons_answer_there(small_company):
    ana = small_company.ana
    await ana.opens_home()
    await ana.sees("Joining is closed just now.")
    await ana.clicks("What I can do")
    await ana.sees("in eight words")


async def test_home_is_not_drawn_for_the_messages_tab(small_company):
    ana = small_company.ana
    await ana.types("privacy")
    await ana.sees("What I keep, and who sees it")
    assert ana.home is None
    await ana.types("leave")
    await ana.sees("You are not taking part")
