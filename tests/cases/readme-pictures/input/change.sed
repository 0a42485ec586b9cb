# A change to share/examples/fulfilment that has something of everything.
s/amount > 100"/amount > 500"/
/^\[operation.OrderBook\]/i\
[operation.Archive]\
class = "shop.Archive"\
accepts = ["CloseOrder"]\

s/^\[operation.Reporting\]/[operation.Reports]/
s/^targets = { Reporting = "Reporting" }/targets = { Reporting = "Reports" }/
s/^targets = { Ledger = "OrderBook" }/targets = { Ledger = "Archive" }/
$a\
\
[[moved]]\
kind = "item"\
from = "Reporting"\
to = "Reports"
