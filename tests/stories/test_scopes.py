"""Least scopes: everything the bot calls is covered by the manifest, and no scope stands there unused."""

from dataclasses import replace
from datetime import timedelta

from bot.slack.settling import Patience
from tests.stories.conftest import QUICK, company_with_bot
from tests.stories.paths import matched

IMPATIENT = replace(QUICK, patience=Patience(lease=timedelta(seconds=2), settle=timedelta(seconds=0.2)))


async def test_every_scope_is_used_and_no_other_is_needed(tmp_path):
    async with company_with_bot("socket-sqlite", f"sqlite:///{tmp_path}/bot.db", IMPATIENT) as company:
        await matched(company)
        await company.ana.sees("cannot read what you write")
        company.faults.plan("chat.postMessage", do="store_then_drop")
        await company.ana.types("help")  # in doubt, so it is looked up in the DM's history
        await company.ana.sees("in eight words")
        await company.workspace.changed.until(lambda: "conversations.history" in company.platform.called, 10)
        company.workspace.add_channel("new-admins", ["UHANA", company.workspace.bot_user], "private", "CNEW")
        await company.hana.types("/mentor-admin claim 0000-0000", channel="new-admins")
        company.workspace.add_channel("open-admins", ["UHANA", company.workspace.bot_user], "public", "COPEN")
        await company.hana.types("/mentor-admin claim 0000-0000", channel="open-admins")
        wanted = company.platform.manifest.scopes - {"files:write"}  # that one is used in test_matrix.py
        await company.workspace.changed.until(lambda: company.platform.used_scopes >= wanted, 10)
        assert company.platform.used_scopes == wanted
        assert not company.platform.unknown_methods
