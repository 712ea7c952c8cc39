"""Refusals for people: pages in the admin, problem details everywhere else."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from gaara_erp.problems import refuse


def refuse_on(request: HttpRequest, status: int, words: str, arabic: str) -> HttpResponse:
    match = request.resolver_match
    if match is None or "admin" not in match.app_names:
        return refuse(status, words)
    page = {**admin.site.each_context(request), "title": None, "words": words, "arabic": arabic}
    return HttpResponse(render_to_string("gaara_erp/refused.html", page, request), status=status)
