"""Arithmetic over named numbers, as formulas of `metric` rules are written. Pure; runs nothing but its own operators.

Vale's formulas are Tengo expressions (https://github.com/d5/tengo): arithmetic, comparisons, `&&`, `||`, `!` and the
functions of `math`. Whatever else an expression may hold is a fault.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

_BINARY: Mapping[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: math.fmod,
}
_COMPARED: Mapping[type[ast.AST], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_UNARY: Mapping[type[ast.AST], Callable[[float], float]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_FUNCTIONS: Mapping[str, tuple[int, Callable[..., float]]] = {
    # how many arguments, what it does
    "abs": (1, abs),
    "cbrt": (1, math.cbrt),
    "ceil": (1, math.ceil),
    "exp": (1, math.exp),
    "floor": (1, math.floor),
    "log": (1, math.log),
    "log10": (1, math.log10),
    "log2": (1, math.log2),
    "max": (2, max),
    "min": (2, min),
    "pow": (2, math.pow),
    "sqrt": (1, math.sqrt),
    "trunc": (1, math.trunc),
}
_IN_PYTHON = (("&&", " and "), ("||", " or "))
LONGEST = 2000
"""Characters that a formula may have."""


def fault(formula: str, names: frozenset[str]) -> str:
    """What is wrong with a formula over these names, in words; "" if nothing is."""
    try:
        _check(_parsed(formula), names)
    except (SyntaxError, ValueError, RecursionError) as error:
        return str(error.args[0]) if isinstance(error, ValueError) else "not an expression"
    return ""


def value(formula: str, numbers: Mapping[str, float]) -> float:
    """What the formula comes to. Raises ArithmeticError or ValueError if that is nothing (a division by zero)."""
    return _value(_parsed(formula), numbers)


@lru_cache(maxsize=256)
def _parsed(formula: str) -> ast.expr:
    if len(formula) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    for theirs, ours in _IN_PYTHON:
        formula = formula.replace(theirs, ours)
    formula = re.sub(r"!(?!=)", " not ", formula)
    return ast.parse(f"({formula.strip()})", mode="eval").body


def _check(node: ast.expr, names: frozenset[str]) -> None:
    """Raises ValueError, in words, for what is no arithmetic over the names."""
    match node:
        case ast.Constant(value=int() | float()):
            return
        case ast.Name(id=name):
            if name not in names:
                raise ValueError(f"unknown name {name!r} ({', '.join(sorted(names))})")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            _check(left, names)
            _check(right, names)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
            _check(operand, names)
        case ast.BoolOp(values=values):
            for one in values:
                _check(one, names)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
            _check(left, names)
            _check(right, names)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=args, keywords=[]):
            if name not in _FUNCTIONS:
                raise ValueError(f"unknown function 'math.{name}' ({', '.join(_FUNCTIONS)})")
            if len(args) != _FUNCTIONS[name][0]:
                raise ValueError(f"math.{name} takes {_FUNCTIONS[name][0]} argument(s), not {len(args)}")
            for one in args:
                _check(one, names)
        case _:
            raise ValueError(f"not arithmetic: {ast.unparse(node)!r}")


def _value(node: ast.expr, numbers: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return numbers[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_value(left, numbers), _value(right, numbers))
        case ast.UnaryOp(op=op, operand=operand):
            return _UNARY[type(op)](_value(operand, numbers))
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_value(one, numbers) for one in values)
        case ast.BoolOp(values=values):
            return any(_value(one, numbers) for one in values)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _COMPARED[type(op)](_value(left, numbers), _value(right, numbers))
        case ast.Call(func=ast.Attribute(attr=name), args=args):
            return float(_FUNCTIONS[name][1](*(_value(one, numbers) for one in args)))
    raise ValueError(f"not arithmetic: {ast.unparse(node)!r}")
