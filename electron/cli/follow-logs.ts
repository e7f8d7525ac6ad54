import { setTimeout as sleep } from 'node:timers/promises'
import type { LogLine } from '../../shared/records.ts'
import type { Client } from '../../shared/rpc.ts'
import { connectHost } from '../core/control/connect-host.ts'
import { placesOf, withBelljar } from './belljar.ts'
import { showLogLine } from './show-records.ts'
import type { Terminal } from './terminal.ts'

interface Options {
  json?: boolean
  home?: string
  query: { server?: string; limit: number }
}

/** How often a host that is not there is looked for. */
const lookMs = 500

/** Shows log lines until it is ended, over every restart of the host. It never keeps a host from starting. */
export async function followLogs(terminal: Terminal, { json, home, query }: Options): Promise<void> {
  const places = placesOf(home)
  let last = -1
  const show = (lines: readonly LogLine[]) => {
    for (const line of lines) {
      if (line.seq <= last || (query.server !== undefined && line.server !== query.server)) continue
      last = line.seq
      terminal.out(json ? `${JSON.stringify(line)}\n` : showLogLine(line, terminal))
    }
  }

  let begun = false
  while (!terminal.unheard.aborted) {
    const host = await connectHost(places)
    if (host) {
      await follow(host.client, show, { ...query, ...(begun && { after: last, limit: 1000 }) }, terminal.unheard)
      host.close()
    } else if (!begun) await withBelljar(terminal, home, async (client) => show(await client.call('logs.list', query)))
    begun = true
    if (!host) await sleep(lookMs, undefined, { signal: terminal.unheard }).catch(() => undefined)
  }
}

/** Until the host or the reader is gone. What is told while the first lines are on their way waits for them. */
async function follow(
  client: Client,
  show: (lines: readonly LogLine[]) => void,
  query: { server?: string; limit: number; after?: number },
  unheard: AbortSignal,
): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    client.onClose(resolve)
    unheard.addEventListener('abort', () => resolve(), { once: true })
  })
  let early: LogLine[] | undefined = []
  client.on('logs.appended', ({ lines }) => {
    if (early) early.push(...lines)
    else show(lines)
  })
  const first = await client.call('logs.list', query).catch(() => [])
  show(first)
  show(early)
  early = undefined
  await gone
}
