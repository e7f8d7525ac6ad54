import { readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'

interface Entry {
  command: string
  args: string[]
  env?: Record<string, string>
}

export interface Answer {
  text: string
  isError: boolean
  structured: unknown
}

/** A real client of the older protocol era, started as Claude Desktop would: from what its config says. */
export class TestClient {
  readonly pid: number
  /** `tools/list_changed` notifications so far. */
  changes = 0
  readonly #client: Client

  static async connect(config: string, env: Record<string, string>, name = 'e2e-client'): Promise<TestClient> {
    const { mcpServers } = JSON.parse(readFileSync(config, 'utf8')) as { mcpServers: { belljar: Entry } }
    const { command, args, env: own = {} } = mcpServers.belljar
    const client = new Client({ name, version: '1.2.3' }, { capabilities: {} })
    const transport = new StdioClientTransport({ command, args, env: { ...env, ...own }, stderr: 'inherit' })
    await client.connect(transport)
    return new TestClient(client, transport.pid ?? 0)
  }

  constructor(client: Client, pid: number) {
    this.pid = pid
    this.#client = client
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      this.changes += 1
    })
  }

  async tools(): Promise<string[]> {
    const { tools } = await this.#client.listTools()
    return tools.map(({ name }) => name)
  }

  async call(name: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const result = await this.#client.callTool({ name, arguments: args }, undefined, { timeout: 60_000 })
    const content = result.content as { type: string; text?: string }[]
    return {
      text: content.map(({ text }) => text ?? '').join('\n'),
      isError: result.isError === true,
      structured: result.structuredContent,
    }
  }

  async close(): Promise<void> {
    await this.#client.close()
  }
}
