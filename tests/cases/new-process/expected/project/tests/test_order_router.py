"""Tests of OrderRouter, without an engine."""

import unittest

from .iop_stand_in import component

from messages import OrderRequest, RejectedOrder
from processes import OrderRouter


class OrderRouterTest(unittest.TestCase):
    """What it sends for which message."""

    def test_rejected_when_order_id_is_empty(self):
        process = component(OrderRouter)
        request = OrderRequest(order_id="")
        process.route_order_request(request)
        self.assertEqual(process.sent, [("Rejected", RejectedOrder(reason="rejected"))])

    def test_accepted_otherwise(self):
        process = component(OrderRouter)
        request = OrderRequest(order_id="1001")
        process.route_order_request(request)
        self.assertEqual(process.sent, [("Accepted", request)])

    def test_warns_of_other_messages(self):
        process = component(OrderRouter)
        other = object()
        self.assertIs(process.on_message(other), other)
        self.assertEqual(process.warnings, ["no handler for object"])
