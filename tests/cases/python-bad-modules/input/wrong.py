from iop import BusinessProcess


class Wrong(BusinessProcess):
    def on_message(self, request)
        print "hello"
