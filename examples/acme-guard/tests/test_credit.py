from acme_guard.credit import CREDIT

from crossdock.testing import GuardContract


class TestCredit(GuardContract):
    guard = CREDIT
