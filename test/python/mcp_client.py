"""The `mcp` package's newer Client, which opens with `server/discover`."""

import asyncio

from mcp import Client, StdioServerParameters

from entry import CONVERT, CURRENT, config, report


async def main():
    async with Client(StdioServerParameters(**config()["mcpServers"]["belljar"])) as client:
        listed = await client.list_tools()
        report(
            client.protocol_version,
            listed.tools,
            await client.call_tool(*CURRENT),
            await client.call_tool(*CONVERT),
        )


asyncio.run(main())
