from iop import BusinessOperation

from msg import Letter, Order


class FileOut(BusinessOperation):
    def on_order(self, request: Order):
        return None


class MailOut(BusinessOperation):
    def on_letter(self, request: Letter):
        return None
