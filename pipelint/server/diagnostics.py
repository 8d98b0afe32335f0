"""Findings as the diagnostics of the protocol."""

from __future__ import annotations

from lsprotocol import types as lsp

from pipelint.findings import Finding, Severity
from pipelint.server.places import Places

SOURCE = "pipelint"

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_OF_NO_USE = "SMP050"


def diagnostic(finding: Finding, places: Places) -> tuple[str, lsp.Diagnostic]:
    """Return the document that ``finding`` is in, and what is shown there."""
    location = places.location(finding.span)
    related = [
        lsp.DiagnosticRelatedInformation(places.location(one.span), one.message)
        for one in finding.related
        if one.span.file
    ]
    return location.uri, lsp.Diagnostic(
        range=location.range,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=lsp.CodeDescription(finding.url) if finding.url is not None else None,
        source=SOURCE,
        message=finding.message if finding.help is None else f"{finding.message}\n{finding.help}",
        tags=[lsp.DiagnosticTag.Unnecessary] if finding.code == _OF_NO_USE else None,
        related_information=related or None,
    )
