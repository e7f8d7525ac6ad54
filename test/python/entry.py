"""The printed config, from stdin, and what every client script reports."""

import json
import os
import sys

CURRENT = ("get_current_time", {"timezone": "UTC"})
CONVERT = (
    "convert_time",
    {"source_timezone": "UTC", "time": "07:30", "target_timezone": "Asia/Kathmandu"},
)


def config():
    """The whole config. Clients hand hardly any of their environment on, and the tests' folders are named in it."""
    read = json.load(sys.stdin)
    for entry in read["mcpServers"].values():
        entry["env"] = dict(os.environ)
    return read


def report(protocol, tools, current, converted):
    json.dump(
        {
            "protocol": protocol,
            "tools": [tool.name for tool in tools],
            "current": current.structured_content,
            "converted": converted.structured_content,
        },
        sys.stdout,
    )
