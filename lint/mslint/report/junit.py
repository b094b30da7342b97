"""Findings as JUnit XML: a suite a file, a case a rule that found something; what fails the command fails the case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from mslint.filing import FileReport
from mslint.model import Diagnostic
from mslint.positions import Lines
from mslint.report import Report


def render(report: Report) -> Iterator[str]:
    root = ET.Element("testsuites", name="mslint")
    for file in report.files:
        _suite(root, file, report)
    if report.not_checked:
        suite = ET.SubElement(root, "testsuite", name="not checked")
        for path, item in report.not_checked:
            case = ET.SubElement(suite, "testcase", name=item.what, classname=path or "mslint")
            ET.SubElement(case, "error", message=_legal(item.why))
        suite.set("tests", str(len(report.not_checked)))
        suite.set("errors", str(len(report.not_checked)))
    ET.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield ET.tostring(root, encoding="unicode")


def _suite(root: ET.Element, file: FileReport, report: Report) -> None:
    suite = ET.SubElement(root, "testsuite", name=file.path.as_posix())
    lines = Lines(file.text)
    failures = cases = 0
    by_rule = sorted(file.diagnostics, key=lambda d: d.rule)
    for rule, found in groupby(by_rule, key=lambda d: d.rule):
        case = ET.SubElement(suite, "testcase", name=rule, classname=file.path.as_posix())
        cases += 1
        group = list(found)
        grave = [d for d in group if report.fail_on is not None and d.severity >= report.fail_on]
        told = "\n".join(_told(d, file, lines) for d in group)
        if grave:
            failures += 1
            many = f"{_legal(grave[0].message)} ({len(group)} findings)" if len(group) > 1 else _legal(grave[0].message)
            ET.SubElement(case, "failure", message=many, type=str(grave[0].severity)).text = told
        else:
            ET.SubElement(case, "system-out").text = told
    if not cases:
        ET.SubElement(suite, "testcase", name="clean", classname=file.path.as_posix())
    suite.set("tests", str(max(cases, 1)))
    suite.set("failures", str(failures))


def _told(d: Diagnostic, file: FileReport, lines: Lines) -> str:
    line, column = lines.position(d.span.start)
    return _legal(f"{file.path.as_posix()}:{line}:{column}: {d.severity} {d.message}")


def _legal(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
