from iop import BusinessProcess, handler, target

from msg import Order, Receipt


class Router(BusinessProcess):
    Accepted = target()
    Spare = target("Nowhere")

    @handler(Order)
    def on_order(self, request):
        if request.number > 100:
            self.send_request_sync(self.Accepted, request)
        self.send_request_async("Archive", Receipt(number=request.number))
        self.send_request_async("Archvie", request)
        self.send_request_sync(self.Spare, request)
        self.send_request_sync(request.customer, request)
