"""fastmcp.Client: takes the whole config file."""

import asyncio
import json
import sys

from fastmcp import Client
from mcp.types import Implementation

from use import use


async def main():
    info = Implementation(name="py-fast", version="1")
    async with Client(json.loads(sys.argv[1]), client_info=info) as client:
        await use(client, client.protocol_version)


asyncio.run(main())
