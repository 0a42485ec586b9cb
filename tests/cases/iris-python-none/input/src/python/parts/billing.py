from iop import BusinessProcess

from msg import Order


class Invoice(BusinessProcess):
    def on_order(self, request: Order):
        self.send_request_sync(request.printer, request)
        self.send_request_sync("Fiel", request)
