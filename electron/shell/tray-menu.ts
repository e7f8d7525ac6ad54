import type { Server } from '../../shared/domain.ts'
import type { View } from './host-view.ts'
import { plainLine } from './plain-line.ts'

/** One line of the tray's menu, before the system draws it. */
export type TrayLine =
  | { kind: 'line' }
  | { kind: 'text'; label: string }
  | { kind: 'open'; label: string; to?: string }
  | { kind: 'switch'; label: string; server: string; on: boolean; needsGrants: boolean }
  | { kind: 'quit'; label: string }

export type TrayState = 'well' | 'needs-you' | 'failing'

/** A native menu cannot be searched, so the longest list is left to the window. */
const mostServers = 20
const mostNeeds = 6

export function trayState(view: View): TrayState {
  const failing =
    view.runtime.kind === 'failed' ||
    view.health.some(({ state, server }) => state === 'failing' && isOn(view, server)) ||
    view.servers.some(({ enabled, state }) => enabled && state.kind === 'failed')
  if (failing) return 'failing'
  return needsOf(view).length > 0 ? 'needs-you' : 'well'
}

/** Said when the pointer rests on the icon. */
export function trayTip(view: View): string {
  const on = view.servers.filter(({ enabled }) => enabled).length
  const running = view.servers.filter(({ state }) => state.kind === 'running').length
  const needs = needsOf(view).length
  return `Belljar: ${on} of ${view.servers.length} servers on, ${running} running${needs > 0 ? `; ${needs} ${needs === 1 ? 'needs' : 'need'} you` : ''}`
}

export function trayMenu(view: View | undefined): TrayLine[] {
  const open: TrayLine = { kind: 'open', label: 'Open Belljar' }
  const quit: TrayLine = { kind: 'quit', label: 'Quit Belljar' }
  if (!view) return [open, { kind: 'line' }, { kind: 'text', label: 'Starting' }, { kind: 'line' }, quit]
  const needs = needsOf(view)
  const servers = [...view.servers].sort((a, b) => Number(b.enabled) - Number(a.enabled))
  const more = servers.length - mostServers
  return [
    open,
    ...(needs.length > 0 ? [{ kind: 'line' } as const, { kind: 'text', label: 'Needs you' } as const] : []),
    ...needs.slice(0, mostNeeds),
    { kind: 'line' },
    ...servers.slice(0, mostServers).map(lineOf),
    ...(servers.length === 0 ? [{ kind: 'text', label: 'No servers' } as const] : []),
    ...(more > 0 ? [{ kind: 'open', label: `${more} more…`, to: '#/servers' } as const] : []),
    { kind: 'line' },
    quit,
  ]
}

function lineOf(server: Server): TrayLine {
  const word = stateWord(server)
  return {
    kind: 'switch',
    label: `${plainLine(server.name, 40)}${word && `: ${word}`}`,
    server: server.id,
    on: server.enabled,
    needsGrants: !server.enabled && server.missing.length > 0 && !server.withheld,
  }
}

function stateWord(server: Server): string {
  if (!server.enabled) return ''
  switch (server.state.kind) {
    case 'starting':
      return 'starting'
    case 'running':
      return 'running'
    case 'stopping':
      return 'stopping'
    case 'waiting':
      return 'waiting'
    case 'stopped':
      return 'stopped'
    case 'failed':
      return 'failed'
    case 'needs-grants':
      return 'needs grants'
  }
  return server.state satisfies never
}

/** What waits for the person, one line a server and kind. */
function needsOf(view: View): Extract<TrayLine, { kind: 'open' }>[] {
  const { servers, alerts, denials, grantRequests } = view
  const lines: Extract<TrayLine, { kind: 'open' }>[] = []
  const add = (label: string, to: string) => {
    if (!lines.some((line) => line.label === label)) lines.push({ kind: 'open', label, to })
  }
  if (grantRequests.length > 0) add('The command line waits for an answer', '#/servers')
  for (const { id, name, enabled, state, tools, withheld } of servers) {
    const held = tools.filter((tool) => tool.held).length
    if (enabled && state.kind === 'failed') add(`${name} cannot start`, `#/server/${id}/logs`)
    if (enabled && state.kind === 'needs-grants') add(`${name} needs grants`, `#/server/${id}/grants`)
    if (withheld) add(`${name}: grants withheld`, `#/server/${id}/grants`)
    if (held > 0) add(`${name}: ${held === 1 ? '1 tool' : `${held} tools`} held back`, `#/server/${id}/tools`)
  }
  for (const { server, kind } of alerts) {
    const words = { failing: 'fails its checks', 'error-rate': 'answers with errors more often', recovered: '' }[kind]
    if (words) add(`${server} ${words}`, `#/health/${server}`)
  }
  for (const server of new Set(denials.map((denial) => denial.server))) {
    const number = denials.filter((denial) => denial.server === server).length
    add(`${server}: ${number === 1 ? '1 denial' : `${number} denials`}`, `#/server/${server}/grants`)
  }
  return lines
}

function isOn(view: View, id: string): boolean {
  return view.servers.some((server) => server.id === id && server.enabled)
}
