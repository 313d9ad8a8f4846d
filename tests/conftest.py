"""Hypothesis runs without deadlines: the first example of a test may have to import much."""

from hypothesis import HealthCheck, settings

settings.register_profile("casedata", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casedata")
