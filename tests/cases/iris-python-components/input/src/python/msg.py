from dataclasses import dataclass

from iop import Message


@dataclass
class Order(Message):
    number: int = 0
    amount: float = 0.0


@dataclass
class Letter(Message):
    text: str = ""
