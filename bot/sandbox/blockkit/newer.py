"""The newer blocks: markdown, tables, charts, cards, containers, alerts."""

from collections.abc import Callable

from bot.sandbox.blockkit.elements import element
from bot.sandbox.blockkit.lint import Json, Lint


def _markdown(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "text"], ["block_id"])
    lint.string(thing, "text", path, 12_000)


def _alert(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "text"], ["block_id", "level"])
    lint.text(thing, "text", path, 200)
    lint.one_of(thing, "level", path, ["default", "info", "warning", "error", "success"])


def _table(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "rows"], ["block_id", "column_settings"])
    lint.items(thing, "column_settings", path, 20, fewest=0)
    _rows(lint, thing, path, most=100)


def _data_table(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(
        thing,
        path,
        ["type", "caption", "rows"],
        ["block_id", "page_size", "row_header_column_index", "column_settings"],
    )
    lint.number(thing, "page_size", path, 1, 100)
    rows = _rows(lint, thing, path, most=101, fewest=2)
    if len({len(row) for row in rows}) > 1:
        lint.fault(f"{path}/rows", "all rows must have the same number of cells")
    if rows and any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in rows[0]):
        lint.fault(f"{path}/rows/0", "the header row takes no rich_text")


def _rows(lint: Lint, thing: Json, path: str, most: int, fewest: int = 1) -> list[list[object]]:
    rows = []
    for index, row in enumerate(lint.items(thing, "rows", path, most, fewest)):
        where = f"{path}/rows/{index}"
        if not isinstance(row, list) or not 1 <= len(row) <= 20:
            lint.fault(where, "must be an array of 1 to 20 cells")
            continue
        rows.append(row)
        for column, cell in enumerate(row):
            if not isinstance(cell, dict) or cell.get("type") not in ("raw_text", "raw_number", "rich_text"):
                lint.fault(f"{where}/{column}/type", "must be one of: raw_text, raw_number, rich_text")
    return rows


def _chart(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "title", "chart"], ["block_id"])
    lint.string(thing, "title", path, 50)
    path = f"{path}/chart"
    if (chart := lint.mapping(thing.get("chart"), path)) is None:
        return
    lint.one_of(chart, "type", path, ["bar", "line", "area", "pie"])
    if chart.get("type") == "pie":
        lint.keys(chart, path, ["type", "segments"])
        _points(lint, chart, "segments", path, most=6)
        return
    lint.keys(chart, path, ["type", "series", "axis_config"])
    axis = chart.get("axis_config")
    categories = axis.get("categories", []) if isinstance(axis, dict) else []
    names = []
    for index, series in enumerate(lint.items(chart, "series", path, 6)):
        where = f"{path}/series/{index}"
        if lint.mapping(series, where) is not None:
            names.append(series.get("name"))
            lint.string(series, "name", where, 20)
            labels = _points(lint, series, "data", where, most=20)
            if sorted(labels) != sorted(map(str, categories)):
                lint.fault(f"{where}/data", "must have exactly one point per category")
    if len(set(names)) != len(names):
        lint.fault(f"{path}/series", "names must be unique")


def _points(lint: Lint, thing: Json, key: str, path: str, most: int) -> list[str]:
    labels = []
    for index, point in enumerate(lint.items(thing, key, path, most)):
        where = f"{path}/{key}/{index}"
        if lint.mapping(point, where) is not None:
            lint.keys(point, where, ["label", "value"])
            lint.string(point, "label", where, 20)
            labels.append(str(point.get("label")))
    return labels


def _card(lint: Lint, thing: Json, path: str) -> None:
    parts = ["hero_image", "title", "body", "actions"]
    lint.keys(thing, path, ["type"], ["block_id", "icon", "subtitle", *parts])
    if not any(part in thing for part in parts):
        lint.fault(path, f"must have at least one of: {', '.join(parts)}")
    lint.text(thing, "title", path, 150)
    lint.text(thing, "subtitle", path, 150)
    lint.text(thing, "body", path, 200)
    seen: set[str] = set()
    for index, item in enumerate(lint.items(thing, "actions", path, 5)):
        element(lint, item, f"{path}/actions/{index}", "card", seen)


def _carousel(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "elements"], ["block_id"])
    for index, card in enumerate(lint.items(thing, "elements", path, 10)):
        where = f"{path}/elements/{index}"
        if isinstance(card, dict) and card.get("type") == "card":
            _card(lint, card, where)
        else:
            lint.fault(f"{where}/type", "must be a card")


def _context_actions(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "elements"], ["block_id"])
    seen: set[str] = set()
    for index, item in enumerate(lint.items(thing, "elements", path, 5)):
        element(lint, item, f"{path}/elements/{index}", "context_actions", seen)


NEWER: dict[str, Callable[[Lint, Json, str], None]] = {
    "markdown": _markdown,
    "alert": _alert,
    "table": _table,
    "data_table": _data_table,
    "data_visualization": _chart,
    "card": _card,
    "carousel": _carousel,
    "context_actions": _context_actions,
}
