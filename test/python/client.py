"""mcp.Client: opens with server/discover."""

import asyncio

from mcp import Client, StdioServerParameters
from mcp.types import Implementation

from use import entry, use


async def main():
    info = Implementation(name="py-client", version="1")
    async with Client(StdioServerParameters(**entry()), client_info=info) as client:
        await use(client, client.protocol_version)


asyncio.run(main())
