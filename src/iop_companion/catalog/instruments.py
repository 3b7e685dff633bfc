"""Questionnaires from ``resources/instruments``: read word for word, never translated by us.

Files under a licence of their own lie in a folder with its notice; where such a folder was left
out, the program runs without that questionnaire.
"""

from __future__ import annotations

from functools import cache

from iop_companion.catalog.table import Table, read_table
from iop_companion.domain.instrument import (
    AnswerOption,
    Band,
    Cut,
    Instrument,
    Item,
    Licence,
    ScoreRule,
)
from iop_companion.foundation import assets
from iop_companion.foundation.errors import Bug

FOLDERS = ("instruments", "instruments/auditc", "instruments/who5")
"""Where questionnaires lie; the latter two are not under the licence of the program."""

_STATUSES = ("green", "green-amber", "amber")
"""What may be shipped; whatever is amber lies in a folder of its own."""


@cache
def load_instruments() -> tuple[Instrument, ...]:
    """Return every questionnaire, in each of its languages, in the order they are offered.

    A wrong file raises ``Bug`` naming file and key.
    """
    files = [name for folder in FOLDERS for name in assets.names(folder, ".toml")]
    return tuple(sorted(map(parse_instrument, files), key=lambda one: (one.order, one.locale)))


def instrument(instrument_id: str, locale: str = "en") -> Instrument | None:
    """Return a questionnaire in the language of ``locale``, else in English, else None."""
    found = {one.locale[:2]: one for one in load_instruments() if one.id == instrument_id}
    return found.get(locale[:2]) or found.get("en")


def parse_instrument(file: str) -> Instrument:
    """Read one questionnaire; raises ``Bug`` naming file and key for anything wrong."""
    table = read_table(file)
    sets = dict(_option_set(row) for row in table.tables("option_sets"))
    change = table.table("change") if table.has("change") else None
    safety = table.table("safety") if table.has("safety") else None
    checked = table.table("checked")
    try:
        found = Instrument(
            id=table.text("id"),
            version=table.whole("version"),
            locale=table.text("locale"),
            title=table.text("title"),
            abbreviation=table.text("abbreviation"),
            order=table.whole("order"),
            items=tuple(_item(row, sets) for row in table.tables("items")),
            scores=tuple(_score(row) for row in table.tables("scores")),
            licence=_licence(file, table.table("licence")),
            recall_days=table.whole("recall_days"),
            recall=table.text("recall"),
            every_days=table.whole("every_days"),
            stem=table.text("stem", ""),
            instructions=table.text("instructions", ""),
            hint=table.words("hint", ""),
            on=table.flag("on"),
            module=table.text("module", ""),
            charted=table.flag("charted") if table.has("charted") else True,
            bands=tuple(_band(row) for row in table.tables("bands")),
            cuts=tuple(_cut(row) for row in table.tables("cuts")),
            change_points=change.whole("points") if change else 0,
            change_cited=change.text("cited") if change else "",
            support_item=safety.text("item") if safety else "",
            support_from=safety.whole("at_least") if safety else 1,
            sources=checked.texts("sources"),
        )
    except ValueError as error:
        raise Bug(f"{file}: {error}") from error
    checked.day("on"), checked.text("result"), checked.texts("doubts")
    for part in (table, change, safety, checked):
        if part is not None:
            part.finish()
    return found


def _option_set(row: Table) -> tuple[str, tuple[AnswerOption, ...]]:
    options = []
    for each in row.tables("options"):
        options.append(AnswerOption(each.whole("value"), each.text("says"), each.text("code", "")))
        each.finish()
    values = [option.value for option in options]
    if len(set(values)) != len(values) or len(values) < 2:
        raise row.fault("options", "needs two values or more, each once")
    name = row.text("id")
    row.finish()
    return name, tuple(options)


def _item(row: Table, sets: dict[str, tuple[AnswerOption, ...]]) -> Item:
    options = row.text("options")
    if options not in sets:
        raise row.fault("options", f"is none of: {', '.join(sets)}")
    item = Item(
        id=row.text("id"),
        text=row.text("text"),
        options=sets[options],
        code=row.text("code", ""),
        help=row.text("help", ""),
        asked_if_any=row.texts("asked_if_any"),
        not_above=row.text("not_above", ""),
        without_stem=row.flag("without_stem"),
    )
    row.finish()
    return item


def _score(row: Table) -> ScoreRule:
    rule = ScoreRule(
        id=row.text("id"),
        items=row.texts("items"),
        low=row.whole("low"),
        high=row.whole("high"),
        factor=row.whole("factor", 1),
        higher_is_better=row.flag("higher_is_better"),
    )
    row.finish()
    return rule


def _band(row: Table) -> Band:
    band = Band(row.text("id"), row.text("says"), row.whole("low"), row.whole("high"))
    row.finish()
    return band


def _cut(row: Table) -> Cut:
    cut = Cut(
        of=row.text("of"),
        cited=row.text("cited"),
        at_least=row.whole("at_least") if row.has("at_least") else None,
        at_most=row.whole("at_most") if row.has("at_most") else None,
    )
    row.finish()
    return cut


def _licence(file: str, row: Table) -> Licence:
    status = row.text("status")
    if status not in _STATUSES:
        raise row.fault("status", f"is none of: {', '.join(_STATUSES)}")
    has_own_folder = file.count("/") > 1
    if (status == "amber") != has_own_folder:
        raise row.fault("status", "and folder do not go together: amber lies in one of its own")
    row.texts("evidence"), row.text("spdx", "")
    licence = Licence(status, row.text("notice"), row.text("remark", ""))
    row.finish()
    return licence
