"""The messages of the order production."""

from dataclasses import dataclass
from decimal import Decimal

from iop import Message


@dataclass
class OrderRequest(Message):
    """An order as the service read it."""

    order_id: str = ""
    amount: Decimal | None = None


@dataclass
class RejectedOrder(Message):
    """An order that the process refused, and why."""

    reason: str = ""
