from iop import BusinessService, setting, target

from msg import Order


class FileService(BusinessService):
    """Takes files."""

    Output = target()
    Path = setting("/in")

    def on_process_input(self, message_input):
        self.send_request_sync(self.Output, Order(number=1))
