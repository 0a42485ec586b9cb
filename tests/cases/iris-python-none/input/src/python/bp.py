from iop import BusinessProcess

from msg import Letter, Order


class Order_Router(BusinessProcess):
    archive = "Nowhere"
    letters = "Mail"

    def on_order(self, request: Order):
        self.send_request_sync(self.archive, request)
        if request.amount > 100:
            self.send_request_async(self.letters, Letter(text="thanks"))
        self.SendRequestSync("Invoice", request)
