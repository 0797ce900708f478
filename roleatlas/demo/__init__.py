"""Invented boards of invented employers, in the exact shapes of the applicant tracking systems.

Everything here is demonstration data: no employer, person, place of work or opening is real.
"""
