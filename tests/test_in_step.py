"""Manifest, routes, settings, docs, decisions and the size of modules: what must agree is held together here."""

import dataclasses
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.__main__ import VERBS
from bot.config import READERS, Config
from bot.domain.matches import State
from bot.handlers.routes import ROUTES
from bot.operate.manifest import http_manifest, loaded, scopes, socket_manifest

ROOT = Path(__file__).resolve().parents[1]
# A copy of Slack's published schema: github.com/slackapi/manifest-schema, v0.5.0, MIT.
SCHEMA = json.loads((ROOT / "tests/data/manifest.schema.json").read_text())
LONGEST_MODULE = 300
DRAWN_BY_SLACK = {"message.im", "app_home_opened", "user_change"}


@pytest.mark.parametrize("manifest", [socket_manifest(), http_manifest("https://mentor.example.com")])
def test_the_manifest_is_one_that_slack_takes(manifest: str) -> None:
    declared = yaml.safe_load(manifest)
    jsonschema.Draft7Validator(SCHEMA).validate(declared)
    # what the schema leaves to Slack itself
    assert re.fullmatch(r"#[0-9A-F]{6}", declared["display_information"]["background_color"])
    assert 175 <= len(declared["display_information"]["long_description"]) <= 4000


def test_the_http_form_differs_in_addresses_only() -> None:
    def without_addresses(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: without_addresses(part)
                for name, part in value.items()
                if not name.endswith("url") and name != "socket_mode_enabled"
            }
        return [without_addresses(part) for part in value] if isinstance(value, list) else value

    http = yaml.safe_load(http_manifest("https://mentor.example.com"))
    assert without_addresses(http) == without_addresses(loaded())
    assert http["settings"]["socket_mode_enabled"] is False


def test_the_bot_cannot_read_conversations_between_people() -> None:
    reading = {scope for scope in scopes() if scope.endswith(":history")}
    assert reading == {"im:history"}
    assert "user" not in loaded()["oauth_config"]["scopes"]
    assert not scopes() & {"users:read.email", "files:read", "chat:write.public", "channels:join"}


def test_every_declared_command_has_words_and_every_word_a_declared_command() -> None:
    declared = {command["command"] for command in loaded()["features"]["slash_commands"]}
    routed = {route.command for route in ROUTES if route.kind == "word"}
    assert routed == declared


def test_every_routed_event_is_subscribed() -> None:
    subscribed = set(loaded()["settings"]["event_subscriptions"]["bot_events"])
    routed = {route.name for route in ROUTES if route.kind == "event"}
    assert routed <= subscribed
    assert subscribed == DRAWN_BY_SLACK


def test_the_page_for_it_gives_a_reason_for_each_scope_and_event() -> None:
    page = (ROOT / "docs/for-it.md").read_text()
    assert set(re.findall(r"^\| `([a-z.:]+)` \|", page, re.MULTILINE)) == scopes()
    for event in loaded()["settings"]["event_subscriptions"]["bot_events"]:
        assert f"`{event}`" in page


def test_the_page_of_settings_is_the_config() -> None:
    rows = re.findall(
        r"^\| `MENTORBOT_(\w+)` \| (\S+) \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE
    )
    documented = {name: default.strip("`") for name, default in rows}
    fields = {field.name.upper(): field.default for field in dataclasses.fields(Config)}
    assert set(documented) == set(fields) == set(READERS)
    for name, default in fields.items():
        unset = default in (None, (), dataclasses.MISSING)
        assert documented[name] == ("–" if unset else str(default)), name


@pytest.mark.parametrize("command", ["/mentor", "/mentor-admin"])
def test_the_page_of_commands_is_the_routes(command: str) -> None:
    _, section = (ROOT / "docs/commands.md").read_text().split(f"## `{command}`", 1)
    rows = re.findall(r"^\| `([a-z-]+)[^`]*` \|", section.split("\n## ")[0], re.MULTILINE)
    routed = {route.name for route in ROUTES if route.kind == "word" and route.command == command}
    assert set(rows) == {name for name in routed if name}


def test_the_table_of_layers_is_what_the_import_contract_says() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    declared = [{name.strip() for name in layer.split("|")} for layer in layers]
    rows = re.findall(
        r"^\| ((?:`\w+`(?:, )?)+) \|", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE
    )
    drawn = [set(re.findall(r"`(\w+)`", row)) for row in rows]
    assert drawn == declared


def test_the_layer_of_the_operators_names_every_verb_of_the_command_line() -> None:
    [verbs] = re.findall(r"its verbs: ([a-z, ]+) \|", (ROOT / "docs/architecture.md").read_text())
    assert set(verbs.split(", ")) == set(VERBS)


def test_each_container_is_asked_whether_it_is_well_where_it_answers() -> None:
    """The image's own check asks the bot of `run`; in the demo that is a child, on a port of its own."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert services["demo"]["ports"] == ["127.0.0.1:8080:8080"]
    assert "127.0.0.1:8080/" in " ".join(services["demo"]["healthcheck"]["test"])
    for name in ("bot", "bot-postgres"):
        assert "healthcheck" not in services[name]
        assert "./program:/app/program:ro" in services[name]["volumes"]


def test_the_drawing_of_a_match_has_its_states() -> None:
    drawing = (ROOT / "docs/architecture.md").read_text().split("## The life of a match")[1].split("```")[1]
    before_it_is_a_match = {"proposed", "publishing"}
    assert set(re.findall(r"--> (\w+)", drawing)) == {state.value for state in State} | before_it_is_a_match


@pytest.mark.parametrize("record", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda path: path.stem)
def test_every_decision_names_the_check_that_guards_it(record: Path) -> None:
    text = record.read_text()
    for part in ("Context", "Decision", "Consequences", "Checks"):
        assert f"**{part}.**" in text, f"{record.name} has no {part}"
    checks = re.findall(r"`(tests/[\w/.]+)`", text.split("**Checks.**")[1])
    assert checks, f"{record.name} names no test: no check, no decision"
    assert [check for check in checks if not (ROOT / check).exists()] == []


def test_the_two_locks_pin_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?://|^ *--?(?!-?hash=)[a-z]", text, re.MULTILINE), (
        "an address, or an option but a hash"
    )


def test_no_module_is_too_long() -> None:
    modules = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("tests/**/*.py")]
    too_long = {
        str(path.relative_to(ROOT)): length
        for path in modules
        if path.parent.name != "versions"  # a revision is generated, and read once
        and (length := len(path.read_text().splitlines())) > LONGEST_MODULE
    }
    assert too_long == {}, "past 300 lines a module wants to be two"


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("name", ["compose.yaml", "manifest.yml"])
def test_the_files_that_others_read_are_yaml(name: str) -> None:
    assert yaml.safe_load((ROOT / name).read_text())


def test_the_containers_run_the_bots_own_verbs_and_publish_to_loopback_only() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert {tuple(service.get("profiles", ())) for service in services.values()} == {
        (),
        ("postgres",),
        ("demo",),
    }
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert "--require-hashes" in (ROOT / "Dockerfile").read_text()
