from iop import BusinessProcess

import cycle_b


class First(BusinessProcess):
    def on_message(self, request):
        self.send_request_sync(cycle_b.NAME, request)
