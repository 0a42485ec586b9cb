from iop import BusinessOperation

from msg import Order, Receipt


class Mail(BusinessOperation):
    def send(self, request: Order):
        pass


class Archive(BusinessOperation):
    def keep(self, request: Receipt):
        pass
