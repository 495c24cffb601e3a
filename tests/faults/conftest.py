"""The PostgreSQL of the service's tests, for tests of faults as well."""

from __future__ import annotations

from tests.service.conftest import fresh_postgres, postgres_server, postgres_template

__all__ = ["fresh_postgres", "postgres_server", "postgres_template"]
