import iris.pex


class Router(iris.pex.BusinessProcess):
    def OnRequest(self, request):
        self.SendRequestAsync(self.TargetConfigName, request, False)
