"""The Web API answers as Slack does: shapes, scopes, tokens, and every refusal by its own name."""

from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.pacing import Bucket, Limits, Pacing, like_slack
from tests.sandbox.small_app import Caller, calling, options, section, small_manifest

Json = dict[str, Any]


async def error(call: Caller, method: str, **args: Any) -> str:
    answer = await call(method, **args)
    assert answer["ok"] is False
    return str(answer["error"])


async def test_auth_test_tells_who_one_is_and_what_was_granted() -> None:
    async with calling() as call:
        answer = await call("auth.test")
        assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("UBOT", "B0APP", "T0SANDBOX")
        assert set(answer["headers"]["x-oauth-scopes"].split(",")) == set(small_manifest().scopes)


@pytest.mark.parametrize(
    ("token", "method", "expected"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        ("xapp-sandbox", "chat.postMessage", "not_allowed_token_type"),
        ("xoxb-sandbox", "apps.connections.open", "not_allowed_token_type"),
        ("xoxb-sandbox", "chat.scheduleMessage", "unknown_method"),
    ],
)
async def test_a_wrong_token_or_method_is_refused(token: str, method: str, expected: str) -> None:
    async with calling() as call:
        call.token = token
        assert await error(call, method) == expected
        assert call.company.platform.unknown_methods == ({method} if expected == "unknown_method" else set())


async def test_arguments_may_come_as_json_form_or_query() -> None:
    async with calling() as call:
        base, session = f"{call.company.platform.base_url}/api", call.session
        async with session.get(f"{base}/users.info?user=UANA&token=xoxb-sandbox") as by_query:
            assert (await by_query.json())["user"]["real_name"] == "Ana Lima"
        form = {"token": "xoxb-sandbox", "channel": "UANA", "text": "x", "blocks": '[{"type":"divider"}]'}
        async with session.post(f"{base}/chat.postMessage", data=form) as by_form:
            assert (await by_form.json())["message"]["blocks"][0]["type"] == "divider"
        async with session.post(f"{base}/chat.postMessage", data=form | {"blocks": "[{"}) as broken:
            assert (await broken.json())["error"] == "invalid_blocks_format"
        for body in (b"{", b"[]"):
            async with session.post(
                f"{base}/auth.test", data=body, headers={"Content-Type": "application/json"}
            ) as broken:
                assert (await broken.json())["error"] == "invalid_json"


@pytest.mark.parametrize(
    ("scope", "method", "args"),
    [
        ("chat:write", "chat.postMessage", {"channel": "CGENERAL", "text": "x"}),
        ("im:write", "conversations.open", {"users": "UANA"}),
        ("mpim:write", "conversations.open", {"users": "UANA,UBO"}),
        ("users:read", "users.info", {"user": "UANA"}),
        ("users:read", "users.list", {"limit": 5}),
        ("users.profile:read", "users.profile.get", {"user": "UANA"}),
        ("channels:read", "conversations.info", {"channel": "CGENERAL"}),
        ("channels:read", "conversations.members", {"channel": "CGENERAL"}),
        ("groups:read", "users.conversations", {"types": "private_channel"}),
        ("channels:history", "conversations.history", {"channel": "CGENERAL"}),
        ("team:read", "team.info", {}),
    ],
)
async def test_each_method_needs_its_scope(scope: str, method: str, args: Json) -> None:
    manifest = replace(small_manifest(), scopes=small_manifest().scopes - {scope})
    async with calling(manifest=manifest) as call:
        answer = await call(method, **args)
        assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
        assert scope not in answer["provided"].split(",")
    if scope in small_manifest().scopes:
        async with calling() as call:
            assert (await call(method, **args))["ok"] is True
            assert call.company.platform.used_scopes == {scope}
            assert call.company.platform.called[method] == 1


@pytest.mark.parametrize(
    ("expected", "args"),
    [
        ("invalid_arguments", {"text": "x"}),
        ("channel_not_found", {"channel": "C0NOWHERE", "text": "x"}),
        ("channel_not_found", {"channel": "CSECRET", "text": "x"}),
        ("channel_not_found", {"channel": "UGONE", "text": "x"}),
        ("not_in_channel", {"channel": "CRANDOM", "text": "x"}),
        ("cannot_dm_bot", {"channel": "UBOT", "text": "x"}),
        ("no_text", {"channel": "UANA"}),
        ("no_text", {"channel": "UANA", "text": "  "}),
        ("invalid_blocks", {"channel": "UANA", "text": "x", "blocks": [{"type": "nothing"}]}),
        ("thread_not_found", {"channel": "UANA", "text": "x", "thread_ts": "1.2"}),
        ("invalid_metadata_format", {"channel": "UANA", "text": "x", "metadata": {"event_type": "x"}}),
    ],
)
async def test_a_post_that_cannot_be_is_refused(expected: str, args: Json) -> None:
    async with calling() as call:
        assert await error(call, "chat.postMessage", **args) == expected


async def test_a_post_to_a_person_lands_in_their_dm_and_can_be_rewritten_there_only() -> None:
    async with calling() as call:
        posted = await call("chat.postMessage", channel="UANA", text="One")
        channel, ts = posted["channel"], posted["ts"]
        assert channel.startswith("D")
        assert call.company.workspace.unread("UANA") == 1
        assert await error(call, "chat.update", channel="UANA", ts=ts, text="Two") == "channel_not_found"
        assert await error(call, "chat.update", channel=channel, ts="1.2", text="Two") == "message_not_found"
        assert await error(call, "chat.update", channel=channel, ts=ts, text="x" * 4001) == "msg_too_long"
        assert (await call("chat.update", channel=channel, ts=ts, text="Two"))["text"] == "Two"
        assert call.company.ana.reads() == "small-app: Two"
        assert (await call("chat.getPermalink", channel=channel, message_ts=ts))["permalink"]
        assert (
            await error(call, "chat.getPermalink", channel=channel, message_ts="1.2") == "message_not_found"
        )
        mine = await call.company.acts.act_message("UANA", channel, "Mine")
        assert (
            await error(call, "chat.update", channel=channel, ts=mine.ts, text="x") == "cant_update_message"
        )
        assert await error(call, "chat.delete", channel=channel, ts=mine.ts) == "cant_delete_message"
        assert (await call("chat.delete", channel=channel, ts=ts))["ok"]
        assert call.company.ana.reads() == "Ana Lima: Mine"


async def test_blocks_without_text_are_taken_and_noted() -> None:
    async with calling() as call:
        assert (await call("chat.postMessage", channel="UANA", blocks=[section("Hi")]))["ok"]
        assert len(call.company.workspace.warnings) == 1
        long = await call("chat.postMessage", channel="UANA", text="x" * 40_001)
        assert len(long["message"]["text"]) == 40_000


async def test_places_that_take_no_posts() -> None:
    async with calling(manifest=replace(small_manifest(), messages_tab=False)) as call:
        assert await error(call, "chat.postMessage", channel="UANA", text="x") == "messages_tab_disabled"
        call.company.workspace.channels["CGENERAL"].is_archived = True
        assert await error(call, "chat.postMessage", channel="CGENERAL", text="x") == "is_archived"


async def test_an_ephemeral_is_seen_by_one_member_alone() -> None:
    async with calling() as call:
        assert (await call("chat.postEphemeral", channel="CGENERAL", user="UANA", text="Psst"))["message_ts"]
        assert "Psst" in call.company.ana.reads(everywhere=True)
        assert "Psst" not in call.company.bo.reads(everywhere=True)
        args = {"channel": "CGENERAL", "user": "UGUEST", "text": "x"}
        assert await error(call, "chat.postEphemeral", **args) == "user_not_in_channel"
        ts = call.company.workspace.channels["CGENERAL"].posts[0].ts
        assert await error(call, "chat.update", channel="CGENERAL", ts=ts, text="x") == "message_not_found"


@pytest.mark.parametrize(
    ("expected", "users"),
    [
        ("users_list_not_supplied", ""),
        ("user_not_found", "U0NOBODY"),
        ("user_disabled", "UANA,UGONE"),
        ("cannot_dm_bot", "UBOT"),
        ("too_many_users", "U1,U2,U3,U4,U5,U6,U7,U8,U9"),
    ],
)
async def test_a_room_that_cannot_be_opened(expected: str, users: str) -> None:
    async with calling() as call:
        assert await error(call, "conversations.open", users=users) == expected


async def test_the_same_people_always_get_the_same_room() -> None:
    async with calling() as call:
        first = await call("conversations.open", users="UANA,UBO")
        again = await call("conversations.open", users=["UBO", "UANA"], return_im=True)
        assert first["channel"]["id"] == again["channel"]["id"]
        assert again["channel"]["is_mpim"] is True
        about = await call("conversations.open", channel=first["channel"]["id"])
        assert about["channel"] == first["channel"]


async def test_what_the_app_may_know_of_channels() -> None:
    async with calling() as call:
        about = await call("conversations.info", channel="CRANDOM", include_num_members=True)
        assert (about["channel"]["is_member"], about["channel"]["num_members"]) == (False, 2)
        assert await error(call, "conversations.info", channel="CSECRET") == "channel_not_found"
        listed = await call(
            "conversations.list", types="public_channel,private_channel", exclude_archived=True
        )
        assert [each["id"] for each in listed["channels"]] == ["CGENERAL", "CRANDOM"]
        own = await call("users.conversations")
        assert [each["id"] for each in own["channels"]] == ["CGENERAL"]
        assert await error(call, "users.conversations", types="secret") == "invalid_types"
        members = await call("conversations.members", channel="CGENERAL", limit=2)
        cursor = members["response_metadata"]["next_cursor"]
        rest = await call("conversations.members", channel="CGENERAL", limit=2, cursor=cursor)
        assert members["members"] + rest["members"] == ["UANA", "UBO", "UBOT"]
        assert rest["response_metadata"]["next_cursor"] == ""
        assert await error(call, "conversations.members", channel="CGENERAL", cursor="x") == "invalid_cursor"
        assert await error(call, "conversations.members", channel="CGENERAL", limit=0) == "invalid_limit"


async def test_a_dm_can_be_read_back_with_metadata() -> None:
    async with calling() as call:
        key = {"event_type": "outbox", "event_payload": {"k": "1"}}
        stamps = []
        for number in range(3):
            posted = await call("chat.postMessage", channel="UANA", text=str(number), metadata=key)
            stamps.append(posted["ts"])
        channel = posted["channel"]
        newest = await call("conversations.history", channel=channel, limit=2, include_all_metadata=True)
        assert [each["text"] for each in newest["messages"]] == ["2", "1"]
        assert newest["has_more"] is True
        assert newest["messages"][0]["metadata"] == key
        since = await call("conversations.history", channel=channel, oldest=stamps[1])
        assert [each["text"] for each in since["messages"]] == ["2"]
        assert "metadata" not in since["messages"][0]
        whole = await call("conversations.history", channel=channel, oldest=stamps[1], inclusive=True)
        assert len(whole["messages"]) == 2
        assert (
            await error(call, "conversations.history", channel=channel, oldest="now") == "invalid_ts_oldest"
        )
        room = (await call("conversations.open", users="UANA,UBO"))["channel"]["id"]
        assert await error(call, "conversations.history", channel=room) == "missing_scope"


async def test_people_as_slack_describes_them() -> None:
    async with calling() as call:
        ana = (await call("users.info", user="UANA", include_locale=True))["user"]
        assert (ana["tz"], ana["locale"], ana["profile"]["title"]) == ("Europe/Lisbon", "en-GB", "Engineer")
        assert "locale" not in (await call("users.info", user="UANA"))["user"]
        assert (await call("users.info", user="UGUEST"))["user"]["is_restricted"] is True
        gone = (await call("users.info", user="UGONE"))["user"]
        assert gone["deleted"] is True
        assert "tz" not in gone
        assert await error(call, "users.info", user="U0NOBODY") == "user_not_found"
        call.company.workspace.users["UBO"].is_stranger = True
        assert await error(call, "users.info", user="UBO") == "user_not_visible"
        assert await error(call, "conversations.open", users="UBO") == "user_not_visible"
        assert await error(call, "users.list") == "limit_required"
        page = await call("users.list", limit=4)
        assert len(page["members"]) == 4
        assert page["response_metadata"]["next_cursor"]
        profile = (await call("users.profile.get", user="UANA", include_labels=True))["profile"]
        assert {(field["label"], field["value"]) for field in profile["fields"].values()} == {
            ("Manager", "UBO"),
            ("Department", "Payments"),
        }


async def test_too_many_posts_in_one_channel_must_wait() -> None:
    limits = Limits(channel_burst=2, channel_rate=0.5, workspace_burst=100, workspace_rate=50)
    async with calling(limits=limits) as call:
        for _ in range(2):
            assert (await call("chat.postMessage", channel="UANA", text="x"))["ok"]
        refused = await call("chat.postMessage", channel="UANA", text="x")
        assert (refused["status"], refused["error"]) == (429, "ratelimited")
        assert refused["headers"]["Retry-After"] == "2"
        assert (await call("chat.postMessage", channel="CGENERAL", text="x"))["ok"]


def test_buckets_fill_at_their_rate() -> None:
    now = [0.0]
    pacing = Pacing(like_slack(), lambda: now[0])
    assert [pacing.wait("users.list") for _ in range(20)] == [0.0] * 20
    assert pacing.wait("users.list") == pytest.approx(3.0)
    now[0] = 3.0
    assert pacing.wait("users.list") == 0.0
    assert pacing.wait("auth.test") == 0.0
    assert Bucket(1, 2, 0, 0).wait(0) == 0.5


async def test_no_token_and_no_word_of_anybody_stands_in_the_log() -> None:
    async with calling() as call:
        await call("chat.postMessage", channel="UANA", text="canary")
        line = next(line for line in call.company.workspace.traffic if line.direction == "api")
        assert (line.direction, line.name, line.outcome) == ("api", "chat.postMessage", "ok")
        assert "canary" not in repr(call.company.workspace.traffic)
        assert options().bot_token not in repr(call.company.workspace.traffic)
