"""Reads Python settings of IoP and the classes behind them without executing them.

Needs nothing but the standard library of Python 3.8 or later. `reader.main` is where it begins.
"""
