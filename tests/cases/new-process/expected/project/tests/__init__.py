"""Tests of the components, without an engine: python3 -m unittest discover"""
