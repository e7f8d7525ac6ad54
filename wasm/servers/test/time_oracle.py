"""Answers as mcp-server-time does at given times: its own code, with a clock that stands still. Jobs come as JSON on stdin.

["zones"] lists all zones; ["version"] says which release of the IANA database is used; ["changes", from, to] gives for every zone the
seconds since 1970 at which its offset changes in these years; ["current", now, zone] and ["convert", now, zone, time, target] are calls.
"""

import datetime as real
import json
import sys
import zoneinfo

import tzdata

# The package's database, not the system's: its release is known.
zoneinfo.reset_tzpath(to=[])

from mcp_server_time import server  # noqa: E402


class Clock(real.datetime):
    at = 0.0

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(cls.at, tz)


server.datetime = Clock
tools = server.TimeServer()


def changes(first, last):
    day = 24 * 3600
    start = int(real.datetime(first, 1, 1, tzinfo=real.timezone.utc).timestamp())
    end = int(real.datetime(last + 1, 1, 1, tzinfo=real.timezone.utc).timestamp())
    found = {}
    for name in sorted(zoneinfo.available_timezones()):
        zone = zoneinfo.ZoneInfo(name)

        def look(at):
            there = real.datetime.fromtimestamp(at, zone)
            return there.utcoffset(), there.dst()

        found[name] = []
        for at in range(start, end, day):
            low, high = at, at + day
            if look(low) == look(high):
                continue
            while high - low > 1:
                middle = (low + high) // 2
                if look(middle) == look(low):
                    low = middle
                else:
                    high = middle
            found[name].append(high)
    return found


def answer(kind, *rest):
    if kind == "zones":
        return sorted(zoneinfo.available_timezones())
    if kind == "version":
        return tzdata.IANA_VERSION
    if kind == "changes":
        return changes(*rest)
    Clock.at, *args = rest
    call = tools.get_current_time if kind == "current" else tools.convert_time
    try:
        return call(*args).model_dump()
    except server.ToolError as error:
        return str(error)


json.dump([answer(*job) for job in json.load(sys.stdin)], sys.stdout)
