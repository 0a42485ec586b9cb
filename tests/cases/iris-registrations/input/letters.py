from iop import BusinessProcess


class Letters(BusinessProcess):

    def on_request(self, request):
        return self.send_request_sync("Post", request)
