import type { GrantRequest } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import type { TrapRecord } from '../../shared/records.ts'
import type { Alert } from '../../shared/watching.ts'
import { plainLine } from './plain-line.ts'

/** A notification of the system before it is shown. */
export interface News {
  title: string
  body: string
  /** The place that a click opens. */
  to: string
}

/** Longer text is cut by the system at places of its own choice, or fills the screen. */
const longest = { title: 60, body: 180 }

/** From their kind alone: the system keeps notifications and shows them to whoever is near, and messages can hold what a server wrote. */
export function newsOfAlerts(now: readonly Alert[], before: readonly Alert[]): News[] {
  const known = new Set(before.map(({ id }) => id))
  const fresh = now.filter(({ id }) => !known.has(id))
  return [...grouped(fresh)].flatMap(([server, list]) =>
    kinds.flatMap((kind) => {
      const count = list.filter((alert) => alert.kind === kind).length
      return count === 0 ? [] : [news(server, [sayAlerts(kind, count)], `#/health/${server}`)]
    }),
  )
}

const kinds = ['failing', 'recovered', 'error-rate'] as const satisfies Alert['kind'][]

function sayAlerts(kind: Alert['kind'], count: number): string {
  switch (kind) {
    case 'failing':
      return 'It fails its checks. Look at its log, then check it again.'
    case 'recovered':
      return 'It passes its checks again.'
    case 'error-rate':
      return `${count === 1 ? 'One of its tools fails' : `${count} of its tools fail`} more often than before.`
    default:
      return kind satisfies never
  }
}

/** One for each server, however many there were. */
export function newsOfTraps(traps: readonly TrapRecord[]): News[] {
  return [...grouped(traps)].map(([server, [first, ...others]]) => {
    const to = others.length === 0 && first ? `#/traps/${first.id}` : `#/server/${server}/traps`
    const what = first?.tool === undefined ? 'It trapped' : `It trapped in ${plainLine(first.tool, 60)}`
    return news(server, [others.length === 0 ? `${what}. The session goes on.` : `${others.length + 1} traps.`], to)
  })
}

/** What a change of the command line is about stays in the window, where it is answered. */
export function newsOfRequests(now: readonly GrantRequest[], before: readonly GrantRequest[]): News[] {
  const known = new Set(before.map(({ id }) => id))
  const fresh = now.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return []
  const [one] = fresh
  const about = fresh.length === 1 && one?.server ? one.server : 'Belljar'
  return [news(about, ['The command line asks for a change and waits for your answer.'], '#/servers')]
}

export function newsOfHeld(server: Server, before: Server | undefined): News[] {
  const held = (of: Server | undefined) => of?.tools.filter((tool) => tool.held).length ?? 0
  const fresh = held(server) - held(before)
  if (!before || fresh <= 0) return []
  const what = fresh === 1 ? 'A tool is not what you approved' : `${fresh} tools are not what you approved`
  return [news(server.name, [`${what}. Clients do not see it until you have looked.`], `#/server/${server.id}/tools`)]
}

function grouped<T extends { server: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) groups.set(one.server, [...(groups.get(one.server) ?? []), one])
  return groups
}

function news(title: string, body: (string | undefined)[], to: string): News {
  const text = body.filter(Boolean).join(' ')
  return { title: plainLine(title, longest.title), body: plainLine(text, longest.body), to }
}
