import type { Server } from '../../shared/domain.ts'
import type { Alert } from '../../shared/watching.ts'
import { hashOf } from '../route.ts'
import type { Need } from './needs.ts'

/** What a server's checks and calls say. That it works again needs nobody. */
export function needsOfAlert({ id, at, kind, server, tool, message }: Alert, servers: readonly Server[]): Need[] {
  const name = servers.find((one) => one.id === server)?.name ?? server
  const own = { key: `alert ${id}`, mark: 'failed', icon: 'failed', at, drop: { alert: id } } as const
  switch (kind) {
    case 'failing':
      return [{ ...own, text: `${name} fails its checks`, second: reason(message), href: healthOf(server) }]
    case 'error-rate':
      return [
        {
          ...{ ...own, icon: 'calls' },
          text: `${name}: ${tool ?? 'a tool'} fails more often`,
          second: reason(message),
          href: hashOf({ screen: 'server', id: server, tab: 'calls' }),
        },
      ]
    case 'recovered':
      return []
  }
  return kind satisfies never
}

const healthOf = (id: string) => hashOf({ screen: 'health', item: id })

/** The message begins with what the line says already. */
function reason(message: string): string {
  const at = message.indexOf(': ')
  return (at === -1 ? message : message.slice(at + 2)).replace(/\.$/u, '')
}
