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

/** The most lines that are asked for at once. */
const page = 1000

/** Until the host or the reader is gone. News say up to where there are lines; more than they carry is asked for page by page, so that none is missed. */
async function follow(
  client: Client,
  show: (lines: readonly LogLine[]) => void,
  query: { server?: string; limit: number; after?: number },
  unheard: AbortSignal,
): Promise<void> {
  let over = false
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      over = true
      resolve()
    }
    client.onClose(end)
    unheard.addEventListener('abort', end, { once: true })
  })
  /** All up to this one was shown. */
  let shown: number | undefined
  let newest = 0
  let catching: Promise<void> | undefined
  const server = query.server === undefined ? {} : { server: query.server }

  async function catchUp(): Promise<void> {
    while (!over && shown !== undefined && shown < newest) {
      const to = newest
      const lines = await client.call('logs.list', { ...server, after: shown, limit: page })
      show(lines)
      const full = lines.length === page
      shown = Math.max(shown, lines.at(-1)?.seq ?? 0, full ? 0 : to)
    }
  }

  const chase = () => {
    catching ??= catchUp()
      .catch(() => undefined)
      .finally(() => (catching = undefined))
  }

  client.on('logs.appended', ({ lines, counts, last }) => {
    newest = Math.max(newest, last)
    const told = Object.values(counts).reduce((sum, count) => sum + count, 0)
    if (shown === undefined || catching) return
    // All that is new is there.
    if (told === lines.length && (lines[0]?.seq ?? 0) > shown) {
      show(lines)
      shown = last
    } else chase()
  })
  const first = await client.call('logs.list', query).catch(() => [])
  show(first)
  shown = first.at(-1)?.seq ?? query.after ?? 0
  if (first.length === query.limit && query.after !== undefined) newest = Math.max(newest, shown + 1)
  chase()
  await gone
  await catching
}
