"""What every client does with the bundled server; prints one line of JSON for the test to judge."""

import json
import sys


def entry():
    """The one entry of the config that Belljar wrote, as the client's own config reader gives it."""
    return json.loads(sys.argv[1])["mcpServers"]["belljar"]


async def use(client, protocol_version):
    tools = await client.list_tools()
    now = await client.call_tool("get_current_time", {"timezone": "Europe/Berlin"})
    arguments = {"source_timezone": "UTC", "time": "12:00", "target_timezone": "Asia/Kathmandu"}
    converted = await client.call_tool("convert_time", arguments)
    print(
        json.dumps(
            {
                "protocolVersion": protocol_version() if callable(protocol_version) else protocol_version,
                "tools": [tool.name for tool in getattr(tools, "tools", tools)],
                "now": now.content[0].text,
                "converted": converted.content[0].text,
            }
        )
    )
