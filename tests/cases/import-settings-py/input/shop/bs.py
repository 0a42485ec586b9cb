from iop import BusinessService, setting, target

from msg import Order


class OrderFiles(BusinessService):
    """Reads orders."""

    Output = target()
    Folder = setting("/in")
    Note = setting("")

    def on_process_input(self, text):
        self.send_request_async(self.Output, Order(text=text))
