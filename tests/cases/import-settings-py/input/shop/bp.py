from iop import BusinessProcess, handler, target

from msg import Order


class Router(BusinessProcess):
    Small = target()

    @handler(Order)
    def on_order(self, order):
        if order.amount > 100:
            self.send_request_sync("Archive", order)
        return self.send_request_sync(self.Small, order)
