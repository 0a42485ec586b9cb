from iop import BusinessOperation, handler

from msg import Order


class Warehouse_Operation(BusinessOperation):
    @handler(Order)
    def on_order(self, order):
        return order


class Extra(BusinessOperation):
    pass
