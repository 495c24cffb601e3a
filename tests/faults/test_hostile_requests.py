"""Every route of the OpenAPI document, asked by schemathesis what it was never meant to be asked.

The app is the real one over a real database. No answer is an error of ours, every answer is one that the document
names, in the form that it names, within a second of CPU time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from time import thread_time
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.schemas import BaseSchema

from service.app import create_app
from service.processes import EmbeddedProcess, open_site
from service.web import sessions
from service.web.openapi import ROUTES
from service.web.staff_door import cookie_name
from tests.service.test_processes import EXAMPLE
from tests.service.test_processes import settings as site_settings
from workflows.forms import CHECK_IN, CONCERN, CONSENT, MENTEE, MENTOR

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LONGEST_SECONDS = 1.0
EXAMPLES = 12
REAL = {
    "kind": st.sampled_from((MENTOR, MENTEE, CONCERN, CONSENT, CHECK_IN)),
    "programme": st.just("oakfield"),
    "source": st.sampled_from(("forms", "table")),
    "name": st.just("signed"),
}
"""What leads to a place that is there: of paths made up at random hardly any would."""
WORDS = st.sampled_from(("name", "email", "grade", "slots", "text", "code", "token", "csrf", "item", "\0", "🙂"))
FIELDS = st.dictionaries(WORDS, st.lists(st.text(max_size=200), max_size=3), max_size=6)
quietly = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class ManyVisitors:
    """The app as if every request came from somebody else: the limits on one visitor have tests of their own."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app, self._numbers = app, count()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._app({**environ, "REMOTE_ADDR": f"visitor {next(self._numbers)}"}, start_response)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedProcess]:
    """The whole service over an example school, laid out and at rest."""
    made = EmbeddedProcess(open_site(site_settings(tmp_path_factory.mktemp("hostile"), EXAMPLE)))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def cookie(process: EmbeddedProcess) -> str:
    """The session of the programme's lead."""
    [policy] = [programme.policy for programme in process.site.programmes]
    with process.site.database.write() as connection:
        name = sessions.begin(connection, programme=policy.key, staff_id=policy.roles.lead, now=datetime.now(UTC))
    return f"{cookie_name(process.house)}={name}"


def operations() -> list[str]:
    """What the document offers, as "METHOD path"; the paths need no service to be known."""
    return [f"{route.method.upper()} {route.path}" for route in ROUTES]


@pytest.fixture(scope="module")
def document(process: EmbeddedProcess) -> BaseSchema:
    """The document that the app itself gives."""
    return schemathesis.openapi.from_wsgi("/openapi.json", ManyVisitors(create_app(process.house)))


def ask(document: BaseSchema, operation: str, headers: dict[str, str]) -> None:
    """Ask one route many things."""
    method, path = operation.split()

    @quietly
    @given(case=document[path][method].as_strategy(), data=st.data())
    def once(case: Case[Any], data: st.DataObject) -> None:
        if data.draw(st.booleans()):
            case.path_parameters.update({key: data.draw(REAL[key]) for key in case.path_parameters if key in REAL})
        sent: dict[str, Any] = {"data": data.draw(FIELDS)} if method == "POST" else {}
        began = thread_time()
        answer = case.call(headers=headers, **sent)
        took = thread_time() - began
        case.validate_response(answer, checks=CHECKS)
        assert took < LONGEST_SECONDS

    once()


@pytest.mark.parametrize("operation", operations())
def test_stranger_gets_documented_answers(document: BaseSchema, operation: str) -> None:
    ask(document, operation, {})


@pytest.mark.parametrize("operation", operations())
def test_staff_get_documented_answers(document: BaseSchema, operation: str, cookie: str) -> None:
    ask(document, operation, {"Cookie": cookie})
