"""Tail probabilities of the test statistics that papers report (z, t, r, F, chi-square). Pure arithmetic, no tables.

Formulae: NIST Digital Library of Mathematical Functions, chapters 7 and 8 (dlmf.nist.gov); the continued fractions are
evaluated by Lentz's method (W. J. Lentz, Applied Optics 15, 1976, as modified by Thompson and Barnett, 1986).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import erfc, exp, inf, lgamma, log, log1p, sqrt

EPSILON = 1e-14
TINY = 1e-300
STEPS = 10_000
"""Terms after which a series is taken as it stands; with degrees of freedom up to 10^6 it needs far fewer."""


def p_of_z(z: float) -> float:
    """P(|Z| >= |z|) of the standard normal distribution: erfc(|z| / sqrt 2), DLMF 7.2.2 and 7.18."""
    return erfc(abs(z) / sqrt(2))


def p_of_t(t: float, df: float) -> float:
    """P(|T| >= |t|) of Student's t with `df` > 0: I_x(df/2, 1/2) at x = df / (df + t^2), DLMF 8.17."""
    return beta_ratio(df / (df + t * t), df / 2, 0.5)


def p_of_r(r: float, df: float) -> float:
    """P(|R| >= |r|) of a correlation with `df` = N - 2, by t = r sqrt(df / (1 - r^2)); 0 at |r| = 1."""
    return 0.0 if abs(r) >= 1 else p_of_t(r * sqrt(df / (1 - r * r)), df)


def p_of_f(f: float, df1: float, df2: float) -> float:
    """P(F >= f) for `f` >= 0: I_x(df2/2, df1/2) at x = df2 / (df2 + df1 f)."""
    return beta_ratio(df2 / (df2 + df1 * f), df2 / 2, df1 / 2)


def p_of_chi2(chi2: float, df: float) -> float:
    """P(X >= chi2) for `chi2` >= 0: Q(df/2, chi2/2), DLMF 8.2.4."""
    return gamma_ratio(df / 2, chi2 / 2)


def beta_ratio(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for 0 <= x <= 1 and a, b > 0 (DLMF 8.17.2, 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # where the fraction converges slowly: DLMF 8.17.4
        return 1 - beta_ratio(1 - x, b, a)
    front = exp(a * log(x) + b * log1p(-x) - log(a) + lgamma(a + b) - lgamma(a) - lgamma(b))
    return front / _fraction(_beta_terms(x, a, b))


def _beta_terms(x: float, a: float, b: float) -> Iterator[tuple[float, float]]:
    """Numerators and denominators of the continued fraction DLMF 8.17.22."""
    yield 0.0, 1.0
    m = 0
    while True:
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1.0
        m += 1
        yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1.0


def gamma_ratio(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function Q(a, x), for a > 0 and x >= 0 (DLMF 8.7.1, 8.9.2)."""
    if x <= 0:
        return 1.0
    front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        return 1 - front * _gamma_series(a, x)
    return front / _fraction(_gamma_terms(a, x))


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, STEPS):
        term *= x / (a + n)
        total += term
        if term < total * EPSILON:
            break
    return total


def _gamma_terms(a: float, x: float) -> Iterator[tuple[float, float]]:
    """The even part of the continued fraction DLMF 8.9.2."""
    yield 0.0, x + 1 - a
    n = 0
    while True:
        n += 1
        yield -n * (n - a), x + 2 * n + 1 - a


def _fraction(terms: Iterator[tuple[float, float]]) -> float:
    """The continued fraction b0 + a1 / (b1 + a2 / (b2 + …)) of pairs (a, b), the first pair being (0, b0)."""
    _, value = next(terms)
    c, d, last = value or TINY, 0.0, inf
    value = c
    for _, (a, b) in zip(range(STEPS), terms, strict=False):
        d = 1 / (b + a * d or TINY)
        c = b + a / c or TINY
        value *= c * d
        if abs(c * d - 1) < EPSILON or value == last:
            break
        last = value
    return value
