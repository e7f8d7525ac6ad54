import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { PrintedEntry } from './clients/printed-entry.ts'

/** Both SDKs start the entry as it stands, with the few variables that they let through. */
const kinds = [
  { name: 'SDK v1', client: 'js-v1', open: openV1 },
  { name: 'SDK v2 in its modern mode', client: 'js-v2', open: openV2 },
]

interface Opened {
  era: string | undefined
  changed: ReturnType<typeof vi.fn>
  tools(): Promise<string[]>
  call(name: string, args: Record<string, unknown>): Promise<{ isError?: boolean; text: string }>
  close(): Promise<void>
}

async function openV1({ entry }: PrintedEntry, env?: Record<string, string>): Promise<Opened> {
  const client = new ClientV1({ name: 'js-v1', version: '1' })
  const changed = vi.fn()
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => void changed())
  await client.connect(new StdioV1({ ...entry, ...(env && { env }) }))
  return { era: 'legacy', changed, ...uses(client) }
}

async function openV2({ entry }: PrintedEntry, env?: Record<string, string>): Promise<Opened> {
  const changed = vi.fn()
  const client = new ClientV2(
    { name: 'js-v2', version: '2' },
    {
      versionNegotiation: { mode: 'auto' },
      listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: changed } },
    },
  )
  await client.connect(new StdioV2({ ...entry, ...(env && { env }) }))
  return { era: client.getProtocolEra(), changed, ...uses(client) }
}

function uses(client: ClientV1 | ClientV2): Omit<Opened, 'era' | 'changed'> {
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name).sort(),
    async call(name, args) {
      const { isError, content } = (await client.callTool({ name, arguments: args })) as {
        isError?: boolean
        content: { text: string }[]
      }
      return { ...(isError !== undefined && { isError }), text: content[0]?.text ?? '' }
    },
    close: () => client.close(),
  }
}

describe('with a host that runs', () => {
  const belljar = new PrintedEntry()
  beforeAll(async () => {
    await belljar.prepare()
    await belljar.cli.serve()
  }, 120_000)
  afterAll(() => belljar.cli.remove())

  test.for(kinds)('$name lists and calls, and sees a tool go and come back', async ({ name, client, open }) => {
    const { cli } = belljar
    const opened = await open(belljar)
    expect(opened.era).toBe(name === 'SDK v1' ? 'legacy' : 'modern')
    expect(await opened.tools()).toEqual(['convert_time', 'get_current_time'])
    const now = await opened.call('get_current_time', { timezone: 'Asia/Tokyo' })
    expect(JSON.parse(now.text)).toMatchObject({ timezone: 'Asia/Tokyo', is_dst: false })

    await cli.json('disable', 'time', 'convert_time')
    await vi.waitFor(() => expect(opened.changed).toHaveBeenCalled(), { timeout: 10_000 })
    expect(await opened.tools()).toEqual(['get_current_time'])
    const words = { source_timezone: 'UTC', time: '12:00', target_timezone: 'Asia/Tokyo' }
    const off = await opened
      .call('convert_time', words)
      .catch((error: Error) => ({ isError: true, text: error.message }))
    expect(off).toMatchObject({ isError: true, text: expect.stringMatching(/switched off in Belljar/) as string })

    await cli.json('enable', 'time', 'convert_time')
    await vi.waitFor(async () => expect(await opened.tools()).toHaveLength(2), { timeout: 10_000 })
    expect(JSON.parse((await opened.call('convert_time', words)).text)).toMatchObject({ time_difference: '+9.0h' })
    await opened.close()
    expect(await belljar.callers()).toContain(client)
  })

  test('the server switched off takes all its tools away, and nothing stays behind in the end', async () => {
    const opened = await openV2(belljar)
    await belljar.cli.json('disable', 'time')
    await vi.waitFor(async () => expect(await opened.tools()).toEqual([]), { timeout: 10_000 })
    await belljar.cli.json('enable', 'time')
    await vi.waitFor(async () => expect(await opened.tools()).toHaveLength(2), { timeout: 10_000 })
    await opened.close()
    await belljar.end()
  })
})

test.for(kinds)('$name needs nothing to run before: its bridge starts Belljar', async ({ open }) => {
  const belljar = new PrintedEntry()
  try {
    await belljar.prepare()
    const opened = await open(belljar, variables(belljar))
    expect(await opened.tools()).toEqual(['convert_time', 'get_current_time'])
    const now = await opened.call('get_current_time', { timezone: 'UTC' })
    expect(JSON.parse(now.text)).toMatchObject({ timezone: 'UTC' })
    await opened.close()
    await belljar.end()
  } finally {
    await belljar.cli.remove()
  }
})

/** So that the host that the bridge starts finds the wasmtime of the tests. */
function variables({ cli }: PrintedEntry): Record<string, string> {
  const names = ['PATH', 'HOME', 'WASMTIME', 'BELLJAR_CACHE', 'SystemRoot', 'LOCALAPPDATA', 'APPDATA', 'USERPROFILE']
  return Object.fromEntries(names.flatMap((name) => (cli.env[name] ? [[name, cli.env[name]]] : [])))
}
