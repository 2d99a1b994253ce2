"""The embedded ledger: a folder of plain-text Beancount files that a bookkeeper may edit and Fava can show."""

from erp.connectors.ledger.connector import LedgerConnector
from erp.connectors.ledger.layout import connect, create, prepare
from erp.connectors.ledger.programs import WitnessRow, witness
from erp.connectors.ledger.settings import Account, CostCentre, LedgerSettings, read_settings

__all__ = [
    "Account",
    "CostCentre",
    "LedgerConnector",
    "LedgerSettings",
    "WitnessRow",
    "connect",
    "create",
    "prepare",
    "read_settings",
    "witness",
]
