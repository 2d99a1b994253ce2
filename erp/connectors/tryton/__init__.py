"""Tryton 7.0 and 8.2 over JSON-RPC: supplier invoices of the employees' parties."""

from erp.connectors.tryton.connector import TrytonConnector, connect
from erp.connectors.tryton.settings import TrytonSettings

__all__ = ["TrytonConnector", "TrytonSettings", "connect"]
