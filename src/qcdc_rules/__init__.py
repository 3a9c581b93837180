"""Checks reports on grassroots democracy (QCDC) against Vietnamese law."""
