"""mcp.ClientSession: opens with initialize."""

import asyncio

from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.types import Implementation

from use import entry, use


async def main():
    async with stdio_client(StdioServerParameters(**entry())) as (read, write):
        async with ClientSession(read, write, client_info=Implementation(name="py-session", version="1")) as session:
            initialized = await session.initialize()
            await use(session, getattr(initialized, "protocol_version", None))


asyncio.run(main())
