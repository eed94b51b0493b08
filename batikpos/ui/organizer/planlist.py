"""A list of one kind of thing in the plan: its table in a page, and what adds, changes and takes out."""

from collections.abc import Callable, Sequence
from functools import partial

from batikpos.domain.fairplan import FairPlan
from batikpos.i18n import N_
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column
from batikpos.ui.organizer.table import Table
from batikpos.ui.widgets.buttons import Button


def put_plan_list(
    page: PlanPage,
    title: str,
    columns: Sequence[Column],
    *,
    add: str,
    empty: str,
    open_one: Callable[[str], None],
    without: Callable[[str], FairPlan],
) -> Table:
    """Put a table of the plan into a page, with its tools for whoever has the desk; return the table.

    `open_one` asks for a new one ("") or for another form of one that is there, `without` gives the plan
    without it; both take the key of a row.
    """
    tr = page.words
    table = Table(tr, title, columns, page.office.tasks, empty=empty)
    table.opened.connect(open_one)
    table.saved.connect(page.tell)
    table.refused.connect(page.refuse)
    add_button, edit, remove = Button(add), Button(tr(N_("Change…"))), Button(tr(N_("Take out of the plan")))
    add_button.set_icon("add")
    add_button.clicked.connect(partial(open_one, ""))
    edit.clicked.connect(partial(_edit, table, open_one))
    remove.clicked.connect(partial(_remove, page, table, without))
    for button in (add_button, edit, remove):
        page.tools.addWidget(button)
        page.only_at_desk(button)
    page.box.addWidget(table, 1)
    return table


def _edit(table: Table, open_one: Callable[[str], None]) -> None:
    if table.current:
        open_one(table.current)


def _remove(page: PlanPage, table: Table, without: Callable[[str], FairPlan]) -> None:
    if table.current and (refused := try_change(page, without(table.current))):
        page.refuse(refused)
