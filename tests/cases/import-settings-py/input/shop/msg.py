from dataclasses import dataclass

from iop import Message


@dataclass
class Order(Message):
    text: str = ""
    amount: int = 0
