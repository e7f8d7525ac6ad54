"""What people would write for the same tools today: the official SDK, `re`, Pillow and pandas."""

import io
import re
from typing import Any

import pandas
from mcp.server.mcpserver import Image, MCPServer
from PIL import Image as Pillow
from PIL import ImageOps

server = MCPServer("peer")

LINE = re.compile(
    r'(?P<client>\S+) \S+ (?P<user>\S+) \[(?P<timestamp>[^\]]+)\] "(?P<method>\S+) (?P<path>\S+) (?P<protocol>\S+)" '
    r'(?P<status>\d{3}) (?P<bytes>\d+) "(?P<referrer>[^"]*)" "(?P<user_agent>[^"]*)"'
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MONTH = {name: f"{number:02}" for number, name in enumerate(MONTHS, 1)}


@server.tool()
def parse_logs(path: str, max_entries: int = 1000) -> dict[str, Any]:
    """Parse an access log."""
    levels = {}
    entries = []
    number = 0
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            entry = LINE.match(line).groupdict()
            stamp = entry["timestamp"]
            entry["status"] = status = int(entry["status"])
            entry["bytes"] = int(entry["bytes"])
            entry["message"] = f"{entry['method']} {entry['path']} {entry['protocol']}"
            entry["_time"] = f"{stamp[7:11]}-{MONTH[stamp[3:6]]}-{stamp[:2]}T{stamp[12:20]}Z"
            entry["_level"] = level = "error" if status >= 500 else "warning" if status >= 400 else "info"
            entry["_line"] = number
            levels[level] = levels.get(level, 0) + 1
            if len(entries) < max_entries:
                entries.append(entry)
    return {"total_lines": number, "levels": levels, "entries": entries}


@server.tool(structured_output=False)
def resize_image(image_path: str, max_size: int, quality: int = 85) -> Image:
    """Resize an image."""
    with Pillow.open(image_path) as image:
        image.thumbnail((max_size, max_size), Pillow.Resampling.LANCZOS)
        out = io.BytesIO()
        ImageOps.exif_transpose(image).save(out, "JPEG", quality=quality)
    return Image(data=out.getvalue(), format="jpeg")


@server.tool()
def aggregate_list(items: list[dict], group_by: str, sum_fields: list[str]) -> dict[str, Any]:
    """Aggregate rows."""
    frame = pandas.DataFrame(items)
    groups = []
    for key, part in frame.groupby(group_by, sort=False):
        stats = {}
        for name in sum_fields:
            column = part[name]
            shares = column.quantile([0.25, 0.5, 0.75, 0.9, 0.95, 0.99]).tolist()
            stats[name] = {
                "count": int(column.count()),
                "sum": column.sum().item(),
                "mean": column.mean().item(),
                "min": column.min().item(),
                "max": column.max().item(),
                "std": column.std().item(),
                **dict(zip(["p25", "p50", "p75", "p90", "p95", "p99"], shares)),
            }
        groups.append({"key": key, "count": len(part), "stats": stats})
    return {"total_items": len(frame), "groups": groups}


server.run()
