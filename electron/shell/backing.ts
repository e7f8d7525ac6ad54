import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError, type Wire } from '../../shared/rpc.ts'
import type { AppFiles } from '../app-files.ts'
import { reachHost } from '../core/control/connect-host.ts'
import type { Places } from '../core/home/places.ts'
import { memoryWires } from '../core/control/memory-wire.ts'
import { Host, type HostOptions } from '../core/host.ts'
import { pickFolder } from './pick-folder.ts'
import { relay } from './relay.ts'

/** What a window looks at: the host of this process, or one that runs already for the same data directory. */
export interface Backing {
  attach(wire: Wire): void
  /** A line of the shell's own. Rejects when there is no host any more. */
  watch(): Promise<Wire>
  /** Clients are connected. Its windows do not count: they are what is being closed. */
  busy(): boolean
  /** Clients are connected, or somebody looks at it, from wherever. */
  used(): boolean
  /** Clients are told that Belljar was quit. */
  quit(): Promise<void>
  /** Clients go on with the next host. */
  close(): Promise<void>
  ended: Promise<void>
  /** It lives in this process. */
  own: boolean
}

/** A host that is just ending still holds the data directory for a moment. */
const tries = 20

export async function openBacking(
  places: Places,
  files: AppFiles,
  options: Pick<HostOptions, 'start' | 'background' | 'autostart'>,
): Promise<Backing> {
  for (let left = tries; ; left--) {
    try {
      return backingHere(await Host.open({ ...options, home: places.home, mode: 'desktop', files, pickFolder }))
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'conflict') throw error
      const other = await reachHost(places)
      if (other) return backingOf(places, other)
      if (left === 0) throw error
      await sleep(250)
    }
  }
}

function backingHere(host: Host): Backing {
  return {
    attach: (wire) => host.attach(wire, 'window'),
    watch: async () => {
      const { near, far, close } = memoryWires()
      host.attach(far, 'shell')
      void host.ended.then(close)
      return near
    },
    busy: () => host.sessionCount > 0,
    used: () => host.busy(),
    quit: () => host.quit(),
    close: () => host.close(),
    ended: host.ended,
    own: true,
  }
}

type Reached = NonNullable<Awaited<ReturnType<typeof reachHost>>>

/** Each page gets a line of its own to the other host; the first one stays open to learn of its end. */
function backingOf(places: Places, watch: Reached): Backing {
  const ended = new Promise<void>((resolve) => watch.wire.onClose(resolve))
  return {
    // A host that cannot be reached has ended, and its page is loaded anew.
    attach: (wire) => void relay(wire, () => reachHost(places, 'window')).catch(() => undefined),
    watch: async () => {
      const line = await reachHost(places, 'shell')
      if (!line) throw new Error('The host has ended.')
      return line.wire
    },
    busy: () => false,
    used: () => true,
    quit: async () => {
      watch.wire.send({ kind: 'call', id: 1, name: 'app.quit', input: null })
      await ended
    },
    close: async () => watch.close(),
    ended,
    own: false,
  }
}
