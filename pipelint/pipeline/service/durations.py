"""ISO 8601 durations, as freely as AWS's own samples of ``ExpireAfter`` spell them: 30d, 5y, T16m, 30dT5h, p30d, PT1H.

https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_NUMBER = r"\d+(?:[.,]\d+)?"
DURATION = (
    rf"(?ai)P?(?=[\dT])(?:(?P<years>{_NUMBER})Y)?(?:(?P<months>{_NUMBER})M)?(?:(?P<weeks>{_NUMBER})W)?"
    rf"(?:(?P<days>{_NUMBER})D)?"
    rf"(?P<time>T?(?=\d)(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER})S)?)?"
)
_LONGEST = 100


def is_duration(text: str) -> bool:
    """Tell whether ``text`` is a duration as AWS documents it or spells it in its samples."""
    return len(text) <= _LONGEST and re.fullmatch(DURATION, text) is not None


def after(moment: datetime, text: str) -> datetime:
    """Return the time that is the duration ``text`` after ``moment``: months and years by the calendar.

    Raises ValueError where :func:`is_duration` is false, and OverflowError past the year 9999.
    """
    from calendar import monthrange

    found = re.fullmatch(DURATION, text) if len(text) <= _LONGEST else None
    if found is None:
        raise ValueError(f"{text!r} is no ISO 8601 duration")
    amounts = {name: float((found[name] or "0").replace(",", ".")) for name in found.groupdict() if name != "time"}
    months = moment.month - 1 + round(12 * amounts["years"] + amounts["months"])
    year, month = moment.year + months // 12, months % 12 + 1
    if year > datetime.max.year:
        raise OverflowError(f"{text!r} ends after the year {datetime.max.year}")
    start = moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
    return start + timedelta(**{name: amounts[name] for name in ("weeks", "days", "hours", "minutes", "seconds")})
