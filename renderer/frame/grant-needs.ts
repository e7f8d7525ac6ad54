import type { Denial, GrantRequest } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import { hashOf } from '../route.ts'
import type { Need } from './needs.ts'

const grantsOf = (id: string) => hashOf({ screen: 'server', id, tab: 'grants' })

/** What a server waits for: grants, approval, a look at its tools. */
export function needsOfServer(server: Server): Need[] {
  const { id, name, missing, withheld, tools } = server
  const needs: Need[] = []
  const add = (key: string, icon: Need['icon'], text: string, second: string, href: string) =>
    needs.push({ key: `${key} ${id}`, mark: 'denied', icon, text, second, href })
  const [first] = missing
  if (withheld) add('withheld', 'held', `${name}: grants withheld`, withheld, grantsOf(id))
  else if (server.enabled && first)
    add('missing', 'key', `${name} needs grants`, `it asks for ${first.text}`, grantsOf(id))
  const held = tools.filter((tool) => tool.held)
  const [one] = held
  if (one) {
    const names = held.map((tool) => tool.name).join(', ')
    const text = held.length === 1 ? `${name}: 1 tool changed` : `${name}: ${held.length} tools changed`
    add('held', 'held', text, `${names}, held back`, hashOf({ screen: 'server', id, tab: 'tools', item: one.name }))
  }
  return needs
}

/** One line per server that was denied something, however often. */
export function needsOfDenials(denials: readonly Denial[]): Need[] {
  const byServer = new Map<string, Denial[]>()
  for (const denial of denials) byServer.set(denial.server, [...(byServer.get(denial.server) ?? []), denial])
  return [...byServer].flatMap(([server, all]) => {
    const [newest] = all
    if (!newest) return []
    return {
      key: `denied ${server}`,
      mark: 'denied',
      icon: 'denied',
      text: `${server}: ${all.length} denied`,
      second: newest.text.replace(/^(?:Probably )?denied /iu, ''),
      at: newest.at,
      href: grantsOf(server),
      drop: { denials: server },
    } satisfies Need
  })
}

export function needsOfRequests(requests: readonly GrantRequest[]): Need[] {
  return requests.map(({ id, server, changes, at }) => ({
    key: `request ${id}`,
    mark: 'denied',
    icon: 'key',
    text: server ? `Change grants of ${server}?` : 'Change secrets?',
    second: changes.join(', '),
    at,
    href: server ? grantsOf(server) : hashOf({ screen: 'settings' }),
  }))
}
