"""The Flask application. Nothing happens at import; everything it needs comes in as the house."""

from __future__ import annotations

from flask import Flask, Response, request

from service.web.calendars import calendars
from service.web.concerns import concerns
from service.web.demo import demo
from service.web.drafts import drafts
from service.web.errors import QuietFlask, register_errors
from service.web.forms import form_limit, forms
from service.web.front import front
from service.web.health import health
from service.web.house import House
from service.web.openapi import openapi
from service.web.posters import posters
from service.web.quick_door import QuickDoor
from service.web.reports import reports
from service.web.security import harden, is_https
from service.web.shown import register_filters
from service.web.sign_in import sign_in, sign_in_limit
from service.web.speech import in_english
from service.web.status import status
from service.web.webhooks import doors

ROOMS = (doors, health, openapi, forms, calendars, front, sign_in, status, reports, posters, drafts, concerns)


def create_app(house: House) -> Flask:
    """The app that shows this house. The demo's pages exist only in a demo."""
    app = QuietFlask("service.web", static_folder="static", template_folder="templates")
    # Pages never quote more of a form than this in memory, whatever the request says of itself.
    app.config.update(MAX_FORM_MEMORY_SIZE=1024 * 1024, MAX_FORM_PARTS=500)
    app.extensions.update(house=house, form_limit=form_limit(), sign_in_limit=sign_in_limit())
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(is_demo=house.demo is not None, say=in_english)
    for room in (*ROOMS, demo) if house.demo else ROOMS:
        app.register_blueprint(room)
    register_errors(app)
    register_filters(app)
    https = is_https(house.base_url)

    def _harden(response: Response) -> Response:
        return harden(response, https=https, drawn=request.blueprint != doors.name)

    app.after_request(_harden)
    # Flask's documented place for middleware: the app object itself stays what callers hold.
    app.wsgi_app = QuickDoor(app.wsgi_app, house)  # type: ignore[method-assign] # as Flask's documentation says
    return app
