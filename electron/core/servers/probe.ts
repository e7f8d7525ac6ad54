import type { GuestChildEvents, OpenChild } from '../sessions/guest-child.ts'
import { stderrLines } from '../runtimes/stderr-lines.ts'
import { GuestLink } from '../sessions/guest-link.ts'
import { readCatalog } from '../sessions/read-catalog.ts'
import type { InstalledServer } from './book.ts'
import type { InstallDeps } from './install.ts'

export type OpenDraft = (server: InstalledServer, on: GuestChildEvents, inCall: () => boolean) => ReturnType<OpenChild>

/** Starts a server that nobody uses yet, reads what it offers and ends it. */
export function probeWith(open: OpenDraft, version: string): InstallDeps['probe'] {
  return async (server, heard) => {
    const link = new GuestLink({
      server,
      client: { name: 'belljar', version },
      capabilities: {},
      version,
      open: (on, inCall) => open(server, on, inCall),
      on: {
        state: () => undefined,
        ready: () => undefined,
        ask: () => Promise.reject(new Error('Nobody is there to be asked while a server is installed.')),
        notified: () => undefined,
        log: (source, _level, text) => {
          if (source === 'stdout') heard({ source, text })
        },
        ...stderrLines((text) => heard({ source: 'stderr', text })),
        ended: () => undefined,
      },
    })
    try {
      return await readCatalog(link)
    } finally {
      await link.close({ code: 'unavailable', message: 'It was only tried out.' })
    }
  }
}
