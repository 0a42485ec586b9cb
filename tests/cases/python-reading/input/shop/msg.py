from dataclasses import dataclass

from iop import Message


@dataclass
class Order(Message):
    number: int
    customer: str = None


@dataclass
class Receipt(Message):
    number: int
