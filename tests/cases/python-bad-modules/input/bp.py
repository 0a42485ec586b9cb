from iop import BusinessProcess


class Router(BusinessProcess):
    def on_message(self, request):
        pass
