"""What brings orders in."""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

from iop import PollingBusinessService, target

from messages import OrderRequest


class OrderFileService(PollingBusinessService):
    """Reads CSV files with the columns order_id and amount, and sends one message for each line."""

    Output = target()

    def get_adapter_type(self):
        return "Ens.InboundAdapter"

    def on_poll(self):
        for path in sorted(Path(self.FilePath).glob("*.csv")):
            self.send_orders_of(path)
            path.rename(path.with_suffix(".done"))

    def send_orders_of(self, path):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                order = OrderRequest(order_id=row.get("order_id", ""), amount=amount_of(row))
                self.send_request_sync(self.Output, order)


def amount_of(row):
    """The amount of a line, or None where it is no number."""
    try:
        return Decimal(row.get("amount", ""))
    except InvalidOperation:
        return None
