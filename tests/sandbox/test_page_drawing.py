"""Slack's text and blocks as HTML: what they look like, and that nobody's words become markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.drawing import Bar, Joining, draw_page
from bot.sandbox.page.mrkdwn import draw_mrkdwn
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.rich_text import draw_rich_text
from bot.sandbox.page.scene import face, look
from bot.sandbox.page.values import raw, shown
from bot.sandbox.workspace import View, Workspace
from tests.sandbox.little_app import FORM, Json, field_of, garden, mrkdwn, option, plain

NOW = datetime(2030, 1, 10, 12, 0, tzinfo=UTC)  # a Thursday
READER = Reader(NOW, "Europe/Berlin", {"UANA": "Ana <Lima>"}, {"C1": "general"}, "D1")
AT = int(datetime(2030, 1, 11, 23, 30, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~gone~", "<strong>bold</strong> <em>it</em> <s>gone</s>"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("```a < b\n*c*```", "<pre>a &lt; b\n*c*</pre>"),
        ("&gt; said\n&gt; twice\nafter", "<blockquote>said<br>twice</blockquote>after"),
        ("one\ntwo :tada: :nobody_knows:", "one<br>two 🎉 :nobody_knows:"),
        (
            "<@UANA> <@U9|bo>",
            '<span class="mention">@Ana &lt;Lima&gt;</span> <span class="mention">@bo</span>',
        ),
        ("<#C1>", '<a class="mention" href="?at=C1" data-go="C1">#general</a>'),
        ("<#C9>", '<span class="mention">a private channel</span>'),
        ("<!channel>", '<span class="mention loud">@channel</span>'),
        ("<javascript:alert(1)|click>", "click"),
        ("<https://x.slack.com/archives/D1/p17|my message>", '<a href="?at=D1" data-go="D1">my message</a>'),
        ("<slack://app?team=T1&id=A1&tab=home|Home>", '<a href="?at=home" data-go="home">Home</a>'),
    ],
)
def test_mrkdwn_looks_as_in_slack(text: str, html: str) -> None:
    assert draw_mrkdwn(text, READER) == html


def test_a_link_out_of_slack_opens_beside_the_page() -> None:
    drawn = draw_mrkdwn("<https://example.org/a?b=1&amp;c=2|page>", READER)
    assert 'href="https://example.org/a?b=1&amp;c=2" target="_blank"' in drawn


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{date_long} at {time}", "Saturday 12 January 2030 at 00:30"),
        ("{date_short_pretty}", "12 Jan 2030"),
        ("{day_divider_pretty} at {time}", "Saturday 12 January at 00:30"),
        ("{date_num} {ago} {what}", "2030-01-12 in 1 day {what}"),
    ],
)
def test_dates_are_in_the_readers_zone_and_program_time(pattern: str, words: str) -> None:
    assert f">{words}</time>" in draw_mrkdwn(f"<!date^{AT}^{pattern}|fallback>", READER)


def test_a_day_nearby_has_a_name_and_a_broken_date_its_fallback() -> None:
    soon = int(datetime(2030, 1, 11, 9, 0, tzinfo=UTC).timestamp())
    assert ">tomorrow at 10:00<" in draw_mrkdwn(f"<!date^{soon}^{{date_pretty}} at {{time}}|x>", READER)
    assert ">tomorrow at 10:00<" in draw_mrkdwn(
        f"<!date^{soon}^{{day_divider_pretty}} at {{time}}|x>", READER
    )
    later = int(datetime(2031, 1, 11, 9, 0, tzinfo=UTC).timestamp())
    assert ">Saturday 11 January 2031<" in draw_mrkdwn(f"<!date^{later}^{{day_divider_pretty}}|x>", READER)
    assert draw_mrkdwn("<!date^soon^{date}|on Friday>", READER) == "on Friday"


@given(st.text(alphabet="<>&\"'*_~`|!@#^/ :\nascript=()\ue000\ue0010", max_size=60))
def test_no_text_becomes_markup_of_its_own(text: str) -> None:
    drawn = str(draw_mrkdwn(text, READER))
    tags = set(re.findall(r"<(/?\w+)", drawn))
    assert tags <= {f"{end}{tag}" for end in ("", "/") for tag in ALLOWED}
    assert not re.search(r"<[^>]*\son\w+=", drawn)


ALLOWED = ("strong", "em", "s", "code", "pre", "br", "blockquote", "span", "a", "time")


def test_rich_text_has_lists_quotes_styles_and_names() -> None:
    def words(*elements: Json) -> Json:
        return {"type": "rich_text_section", "elements": list(elements)}

    block = {
        "elements": [
            words(
                {"type": "text", "text": "<b>", "style": {"bold": True}}, {"type": "emoji", "name": "wave"}
            ),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [words({"type": "user", "user_id": "UANA"})],
            },
            {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": [words()]},
            {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://example.org"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
            words(
                {"type": "channel", "channel_id": "C1"}, {"type": "date", "timestamp": AT, "format": "{time}"}
            ),
            words({"type": "color", "value": "#fff"}),
        ]
    }
    drawn = draw_rich_text(block, READER)
    assert "<p><strong>&lt;b&gt;</strong>👋</p>" in drawn
    assert '<ul class="indent-0"><li><span class="mention">@Ana &lt;Lima&gt;</span></li></ul>' in drawn
    assert '<ol class="indent-1" start="3"><li></li></ol>' in drawn
    assert "<pre>x = 1</pre>" in drawn and ">00:30</time>" in drawn
    assert "[color] not drawn" in drawn


@pytest.mark.parametrize(
    ("element", "words", "value"),
    [
        ({"type": "plain_text_input"}, ["hi"], "hi"),
        ({"type": "plain_text_input"}, [], None),
        ({"type": "static_select", "options": [option("Red")]}, ["red"], "red"),
        ({"type": "checkboxes", "options": [option("Red")]}, [], []),
        ({"type": "multi_users_select"}, ["UANA", "UBO"], ["UANA", "UBO"]),
        ({"type": "external_select"}, ['{"value": "x"}'], {"value": "x"}),
        ({"type": "datetimepicker"}, ["2030-01-12T00:30"], AT),
    ],
)
def test_the_words_of_a_control_become_what_acts_take(element: Json, words: list[str], value: object) -> None:
    assert raw({"action_id": "a", **element}, words, "Europe/Berlin") == value


def test_a_control_shows_what_was_left_there_before_what_was_there_first() -> None:
    select = {"type": "static_select", "options": [option("Red")], "initial_option": option("Red")}
    assert shown(select, None) == ["red"]
    assert shown(select, {"type": "static_select", "selected_option": None}) == []
    rich = {"type": "rich_text", "elements": [{"elements": [{"type": "text", "text": "word"}]}]}
    assert shown({"type": "rich_text_input", "initial_value": rich}, None) == ["word"]


def workspace() -> Workspace:
    return garden()[0].workspace


def drawn(space: Workspace, at: str = "app", bar: Bar | None = None) -> str:
    scene = look(space, "UANA", at, now=space.now())
    return draw_page([scene], bar or Bar("Thu", "UTC", [face(user) for user in space.people()]))


def test_every_element_is_drawn_and_an_unknown_block_says_so() -> None:
    space = workspace()
    kinds = (
        "email_text_input",
        "url_text_input",
        "timepicker",
        "datetimepicker",
        "rich_text_input",
        "file_input",
    )
    blocks = [
        *FORM["blocks"],
        *(field_of(f"A {kind}", kind, kind) for kind in kinds),
        field_of("Place", "place", "conversations_select"),
        field_of("Sorts", "sorts", "multi_external_select"),
        {
            "type": "image",
            "image_url": "https://example.org/a.png",
            "alt_text": "A tree",
            "title": plain("Tree"),
        },
        {"type": "table", "rows": []},
    ]
    space.modals["UANA"] = [View("V1", "modal", "UANA", "h", {**FORM, "blocks": blocks})]
    html = drawn(space)
    for expected in ('type="email"', 'type="url"', 'type="time"', 'type="datetime-local"', 'alt="A tree"'):
        assert expected in html
    assert 'data-action="it" data-many data-ask="3"' in re.sub(r"\s+", " ", html)
    assert "[file_input] not drawn" in html and "[table] not drawn" in html


def test_what_an_app_writes_is_never_markup_anywhere_on_the_page() -> None:
    space = workspace()
    evil = "<img src=x onerror=alert(1)>\"'"
    body = {
        "type": "modal",
        "title": plain(evil),
        "submit": plain(evil),
        "blocks": [
            field_of(evil, evil, "plain_text_input", placeholder=plain(evil), initial_value=evil),
            field_of("x", "y", "static_select", options=[{"text": plain(evil), "value": evil}]),
            {"type": "header", "text": plain(evil)},
            {
                "type": "section",
                "text": mrkdwn(evil),
                "accessory": {"type": "image", "image_url": evil, "alt_text": evil},
            },
        ],
    }
    space.modals["UANA"] = [View("V1", "modal", "UANA", "h", body)]
    space.users["UBO"] = replace(space.users["UBO"], real_name=evil)
    assert "<img src=x" not in drawn(space)


def test_messages_of_one_author_stand_together_and_days_are_divided() -> None:
    space = workspace()
    scene = look(space, "UANA", "app", now=space.now())
    dm = space.channels[scene.at]
    first = dm.posts[0]
    for number, at in enumerate((first.at.replace(minute=7), first.at.replace(day=27))):
        dm.posts.append(replace(first, ts=f"{9 + number}.1", at=at, edited=True))
    lines = look(space, "UANA", "app", now=space.now()).lines
    assert [line.joined for line in lines] == [False, True, False]
    assert [bool(line.new_day) for line in lines] == [True, False, True]
    assert "(edited)" in drawn(space)


def test_an_unknown_place_falls_back_to_the_app_and_nobody_sees_a_channel_of_others() -> None:
    space = workspace()
    for at in ("nowhere", "C2"):
        scene = look(space, "UANA", at, now=space.now())
        assert scene.place is not None and scene.place.kind == "app"
    assert "gardeners" not in drawn(space).split("data-commands")[0].split("</header>")[1]


def test_the_page_says_who_is_still_joining() -> None:
    bar = Bar("Thu", "UTC", [], joining=Joining("Ada and 39 colleagues are joining…", 12, 40))
    html = drawn(workspace(), bar=bar)
    assert "Ada and 39 colleagues are joining… 12 of 40" in html
    assert 'value="12" max="40"' in html


@pytest.mark.parametrize(
    "typed", ["a <b> c", "1 < 2 > 1", "<@UBO>", "&lt;b&gt; & <https://x.org|x>", "a</article>"]
)
async def test_typed_angle_brackets_are_read_as_typed(typed: str) -> None:
    company, _ = garden()
    await company.acts.act_message("UANA", "C1", typed)
    post = company.workspace.channels["C1"].posts[-1]
    assert draw_mrkdwn(post.text, READER).striptags() == typed


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://example.org", "/sandbox"]
)
def test_a_link_leads_to_nothing_but_an_address(url: str) -> None:
    day = {"type": "date", "timestamp": AT, "format": "{time}", "url": url}
    press = {"type": "button", "action_id": "go", "text": plain("Go"), "url": url}
    more = {"type": "overflow", "action_id": "more", "options": [{**option("More"), "url": url}]}
    space = workspace()
    blocks = [
        {"type": "actions", "block_id": "a", "elements": [press, more]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [day]}]},
        {"type": "section", "text": mrkdwn(f"<{url}|Words>")},
    ]
    space.homes["UANA"] = View("V1", "home", "UANA", "h", {"type": "home", "blocks": blocks})
    assert f'href="{url}"' not in drawn(space, "home")


def test_a_link_opens_beside_the_page_and_tells_nothing_of_it() -> None:
    url = "https://example.org/?a=1&b=2"
    space = workspace()
    press = {"type": "button", "action_id": "go", "text": plain("Go"), "url": url}
    blocks = [{"type": "actions", "elements": [press]}, {"type": "section", "text": mrkdwn(f"<{url}>")}]
    space.homes["UANA"] = View("V1", "home", "UANA", "h", {"type": "home", "blocks": blocks})
    links = re.findall(r"<a [^>]*example[^>]*>", drawn(space, "home"))
    assert len(links) == 2
    assert all('rel="noreferrer noopener"' in link and 'target="_blank"' in link for link in links)
