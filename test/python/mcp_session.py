"""The `mcp` package as most programs use it: ClientSession, which opens with `initialize`."""

import asyncio

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from entry import CONVERT, CURRENT, config, report


async def main():
    parameters = StdioServerParameters(**config()["mcpServers"]["belljar"])
    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
        opened = await session.initialize()
        listed = await session.list_tools()
        report(
            opened.protocol_version,
            listed.tools,
            await session.call_tool(*CURRENT),
            await session.call_tool(*CONVERT),
        )


asyncio.run(main())
