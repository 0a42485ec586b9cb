"""What travels between the items."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from iop import Message


@dataclass
class ReturnRequest(Message):
    order_id: str
    value: Decimal
    reason: Optional[str] = None


@dataclass
class ReturnRefused(Message):
    order_id: str
    because: str


@dataclass
class ArchiveReturn(Message):
    order_id: str
