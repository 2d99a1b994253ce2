"""A press on a card that is not true any more: no second card to be pressed, and the reason below the one there is."""

from __future__ import annotations

from bot.app import App, Parts
from bot.demo.company import CHART, COMPANY, EMPLOYEES
from bot.jobs.clock import MovableClock
from bot.settings import Settings
from bot.store.database import Database
from bot.workflow.setting_up import link, set_up
from erp.connectors.memory import MemoryConnector, MemorySettings
from tests.bot.web.browser import Browser, opened
from tests.stories.world import MONDAY, PreparedReader, receipt

RECEIPT = b"\xff\xd8\xff of a dinner"


def company_on_the_web(database: Database, browser: Browser) -> App:
    """The sample company, of which Lin sits at the browser."""
    reader, clock = PreparedReader(), MovableClock(MONDAY)
    reader.knows(RECEIPT, receipt("88.00"))
    lin = browser.user("lin")
    with database.writing() as connection:
        set_up(connection, COMPANY, EMPLOYEES, by="system", at=MONDAY)
        link(connection, lin.platform, lin.workspace, lin.id, "E1001", by="system", at=MONDAY)
    accounts = {code: names[1] for code, names in CHART.accounts.items()}
    erp = MemoryConnector(MemorySettings(accounts, CHART.payable, CHART.input_tax, ()))
    app = App(Settings(), database, Parts({"web": browser.platform}, reader, erp, "memory", clock.now, clock))
    browser.start(app.inbox.receive)
    return app


def test_a_refusal_moves_the_card_to_the_end_and_the_reason_stands_below(database: Database) -> None:
    with opened(database) as browser:
        app = company_on_the_web(database, browser)
        browser.sends("lin", "dinner.jpg", RECEIPT, "客户拜访")
        app.runner.drain()
        (old,) = [one for one in browser.screen("lin").buttons if one["data-action"] == "submit"]
        browser.says("lin", "用途：拜访客户")
        app.runner.drain()
        browser.says("lin", "同意 EC26-999999")
        app.runner.drain()
        for press in ("press-01", "press-02"):
            late = {"id": press, "action": "submit", "target": old["data-target"]}
            browser.post("lin", "press", json=late)
            app.runner.drain()
            page = browser.client.get("as/lin/").text
            assert page.count("<article") == 1
            assert page.index("<article") < page.rindex("已有变动")
        assert len([one for one in browser.screen("lin").buttons if one["data-action"] == "submit"]) == 1
