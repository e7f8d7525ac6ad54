"""Writes logs with known contents, and says what is in them. Plain Python, knowing nothing of the server.

log_oracle.py FOLDER SEED: writes one file per format, prints as JSON what parse and statistics must say of each.
"""

import json
import random
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pandas

folder, seed = Path(sys.argv[1]), int(sys.argv[2])
rng = random.Random(seed)
LEVELS = ["debug", "info", "warning", "error", "critical"]
MESSAGES = ["request {} done in {} ms", "cannot reach 10.0.{}.{}", "user {} lost, job {}", "größer als {} ☃ {}"]


def rows(count):
    at = datetime(2026, 3, 29, 0, 30, tzinfo=timezone.utc)
    for _ in range(count):
        at += timedelta(milliseconds=rng.choice([1, 40, 900, 7000, 400_000]))
        message = rng.choice(MESSAGES).format(rng.randrange(1000), rng.randrange(250))
        level = rng.choices(LEVELS, [10, 60, 20, 8, 2])[0]
        yield at, level, rng.choice(["api", "app.db", "app.pool.worker"]), message


def python(at, level, name, message):
    stamp = at.strftime("%Y-%m-%d %H:%M:%S,") + f"{at.microsecond // 1000:03}"
    trace = "\nTraceback (most recent call last):\n  File \"a.py\", line 3, in f\nValueError: 7" if level == "error" else ""
    return f"{stamp} - {name} - {level.upper()} - {message}{trace}"


def java(at, level, name, message):
    word = {"warning": "WARN", "critical": "FATAL"}.get(level, level.upper())
    trace = "\njava.io.IOException: x\n\tat a.B.c(B.java:1)\n\t... 3 more" if level == "error" else ""
    stamp = at.strftime("%Y-%m-%d %H:%M:%S,") + f"{at.microsecond // 1000:03}"
    return f"{stamp} [http-{rng.randrange(8)}] {word:5} com.foo.{name} - {message}{trace}"


def pino(at, level, name, message):
    number = {"debug": 20, "info": 30, "warning": 40, "error": 50, "critical": 60}[level]
    time = round(at.timestamp() * 1000)
    return json.dumps({"level": number, "time": time, "name": name, "msg": message, "more": {"a": [1, {"b": None}]}})


def logfmt(at, level, name, message):
    return f"time={at.isoformat(timespec='milliseconds')} level={level} logger={name} msg={json.dumps(message, ensure_ascii=False)}"


def syslog(at, level, name, message):
    severity = {"debug": 7, "info": 6, "warning": 4, "error": 3, "critical": 2}[level]
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
    return f"<{8 * rng.randrange(24) + severity}>1 {stamp} web {name} {rng.randrange(9999)} - - {message}"


def access(at, level, name, message):
    status = {"debug": 200, "info": 301, "warning": 404, "error": 500, "critical": 503}[level]
    stamp = at.strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'{name} - - [{stamp}] "GET /{rng.randrange(99)} HTTP/1.1" {status} {rng.randrange(9999)} "-" "curl/8"'


told = {}
for write in [python, java, pino, logfmt, syslog, access]:
    table = pandas.DataFrame(rows(3000), columns=["at", "level", "name", "message"])
    lines = [write(*row) for row in table.itertuples(index=False)]
    text = "\n".join(lines) + "\n"
    (folder / f"{write.__name__}.log").write_text(text, encoding="utf-8")
    if write is access:
        table["level"] = table["level"].replace({"debug": "info", "critical": "error"})
        table["at"] = table["at"].dt.floor("s")
    if write is java:
        table["name"] = "com.foo." + table["name"]
    is_error = table["level"].isin(["error", "critical"])
    hours = table.groupby(table["at"].dt.floor("h"))
    told[write.__name__] = {
        "total_lines": text.count("\n"),
        "total_entries": len(table),
        "levels": dict(Counter(table["level"])),
        "error_count": int(is_error.sum()),
        "error_rate": float(is_error.mean()),
        "sources": {name: [len(part), int(is_error[part.index].sum())] for name, part in table.groupby("name")},
        "span_seconds": float((table["at"].iloc[-1] - table["at"].iloc[0]).total_seconds()),
        "first": table["at"].iloc[0].timestamp(),
        "hours": [[int(hour.timestamp()), len(part)] for hour, part in hours],
        "lost": int(table["message"].str.contains(r"user 1\d\d lost").sum()) if write is not access else 0,
        "times": [at.timestamp() for at in table["at"]],
    }
print(json.dumps(told))
