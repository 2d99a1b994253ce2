"""ERPNext with Frappe HR: an Expense Claim, over the REST interface of Frappe."""

from erp.connectors.erpnext.connector import ErpnextConnector, connect
from erp.connectors.erpnext.settings import ErpnextSettings

__all__ = ["ErpnextConnector", "ErpnextSettings", "connect"]
