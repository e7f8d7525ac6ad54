"""fastmcp, which takes the whole config."""

import asyncio

from fastmcp import Client

from entry import CONVERT, CURRENT, config, report


async def main():
    async with Client(config()) as client:
        report(
            None,
            await client.list_tools(),
            await client.call_tool(*CURRENT),
            await client.call_tool(*CONVERT),
        )


asyncio.run(main())
