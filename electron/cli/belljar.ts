import { setTimeout as sleep } from 'node:timers/promises'
import { connect, ProblemError, type Client } from '../../shared/rpc.ts'
import { appFiles } from '../app-files.ts'
import { connectHost } from '../core/control/connect-host.ts'
import { memoryWires } from '../core/control/memory-wire.ts'
import { findPlaces, type Places } from '../core/home/places.ts'
import { Host } from '../core/host.ts'
import { startArgv } from '../start-argv.ts'
import { onInterrupt } from './interrupt.ts'
import { sayNotices } from './notices.ts'
import type { Terminal } from './terminal.ts'

/** How long a host that holds the data directory has to come up, or to go, before its lock is taken at its word. */
const patienceMs = 15_000

export function placesOf(home: string | undefined): Places {
  return findPlaces({ ...(home !== undefined && { home }) })
}

/** Asks the host that is running; where none is, this process is the host for as long as `use` takes. */
export async function withBelljar<T>(
  terminal: Terminal,
  home: string | undefined,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const places = placesOf(home)
  const line = await connectHost(places)
  if (line) {
    try {
      return await use(line.client)
    } finally {
      line.close()
    }
  }
  const host = await openHost(places.home)
  if (!host) return withBelljar(terminal, home, use)
  const wires = memoryWires()
  host.attach(wires.far, 'command-line')
  const calm = onInterrupt(() => host.close())
  const client = connect(wires.near)
  try {
    sayNotices(terminal, (await client.call('app.snapshot', null)).notices)
    return await use(client)
  } finally {
    await host.close()
    wires.close()
    calm()
  }
}

/** Opens and closes a host, so that everything it puts into the data directory is there. */
export async function prepareHome(home: string): Promise<void> {
  await (await openHost(home))?.close()
}

/** Undefined when a host took the data directory at this moment and can be asked now. */
async function openHost(home: string): Promise<Host | undefined> {
  const files = appFiles()
  const started = performance.now()
  for (;;) {
    try {
      return await Host.open({ home, mode: 'browser', files, start: startArgv(files, home), forCommand: true })
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'conflict') throw error
      // It is starting and does not listen yet, or it is ending and still has its lock.
      if (performance.now() - started > patienceMs) throw error
      await sleep(100)
      const line = await connectHost(placesOf(home))
      line?.close()
      if (line) return undefined
    }
  }
}
