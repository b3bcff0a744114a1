"""A typed near miss of a skill's name: which was meant is asked, and nothing is merged silently."""

from bot.flows import forms
from bot.messages import forms as say
from bot.messages.skills import DidYouMean, Meant
from tests.flows.test_forms import ana, draft

__all__ = ["ana"]


async def test_a_near_miss_is_asked_about_and_nothing_is_merged_silently(desk, ana):
    await desk.types(ana, "kuberntes, basket weaving, k8s, project managment")
    first = desk.told(ana)[-1]
    assert isinstance(first, DidYouMean)
    assert first.near == ("Kubernetes",)
    assert "wanted" not in (await draft(desk, ana)).answers
    await desk.run(ana, forms.meant, Meant("intake", 0, "wanted", ("Kubernetes", *first.words[1:]), 1))
    (second,) = desk.rewritten
    assert second.words[second.place] == "project managment"
    keep = Meant("intake", 0, "wanted", second.words, second.place + 1)
    await desk.run(ana, forms.meant, keep)
    said = ("Kubernetes", "basket weaving", "project managment")
    assert (await draft(desk, ana)).answers["wanted"] == said
    assert desk.said == [(ana, say.Ask("intake", 0, "goal"))]
    await desk.run(ana, forms.meant, keep)  # pressed twice
    assert desk.said == []
    assert desk.rewritten == [say.Answered("intake", 0, "wanted", said)]


async def test_typing_anew_answers_the_question_instead_of_did_you_mean(desk, ana):
    await desk.types(ana, "kuberntes")
    asked_before = desk.told(ana)[-1]
    await desk.types(ana, "SQL")
    assert (await draft(desk, ana)).answers["wanted"] == ("SQL",)
    await desk.run(ana, forms.meant, Meant("intake", 0, "wanted", ("Kubernetes",), 1))
    assert isinstance(asked_before, DidYouMean)


async def test_did_you_mean_after_the_form_is_complete_changes_nothing(desk, ana):
    await desk.types(ana, "SQL")
    await desk.types(ana, "Read our numbers")
    await desk.run(ana, forms.meant, Meant("intake", 0, "wanted", ("Kubernetes",), 1))
    assert (await draft(desk, ana)).answers["wanted"] == ("SQL",)
