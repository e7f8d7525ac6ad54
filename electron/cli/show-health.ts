import type { Health, HealthHistory } from '../../shared/watching.ts'
import { count, duration, time } from './amounts.ts'
import { paint } from './colour.ts'
import { oneLine } from './plain-text.ts'
import { facts, table } from './table.ts'
import type { Terminal } from './terminal.ts'

type Look = Pick<Terminal, 'columns' | 'colours'>

export function showHealth(all: readonly Health[], look: Look): string {
  const rows = all.map((health) => [
    oneLine(health.server),
    stateOf(health, look),
    uptimeOf(health),
    lastOf(health),
    oneLine(health.paused ?? (health.failures > 0 ? (health.lastFailure?.text ?? '') : '')),
  ])
  return table(['NAME', 'STATE', 'UPTIME, 24 H', 'LAST CHECK', ''], rows, look.columns)
}

export function showHealthOf(health: Health, { tools, failures }: HealthHistory, look: Look): string {
  const about = facts([
    ['State', stateOf(health, look)],
    ['Not checked', health.paused ?? ''],
    ['Uptime', health.checks > 0 ? `${uptimeOf(health)} of ${count(health.checks, 'check')} in 24 h` : ''],
    ['Last check', lastOf(health)],
    ['Failing since', health.state === 'failing' ? time(health.since) : ''],
  ])
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)
  const called = tools.map((tool) => [oneLine(tool.tool), String(sum(tool.calls)), String(sum(tool.failed))])
  const failed = failures.slice(0, 10).map(({ at, text }) => [time(at), oneLine(text)])
  return [
    about,
    ...(called.length > 0 ? [table(['TOOL', 'CALLS', 'FAILED'], called, look.columns)] : []),
    ...(failed.length > 0 ? [table(['FAILED CHECK', ''], failed, look.columns)] : []),
  ].join('\n')
}

function stateOf({ state, paused, failures }: Health, look: Look): string {
  if (paused !== undefined) return paint(look, 'dim', 'paused')
  if (state === 'failing') return paint(look, 'red', `failing (${failures})`)
  return state === 'well' ? paint(look, 'green', 'well') : 'not known yet'
}

function uptimeOf({ uptime }: Health): string {
  if (uptime === null) return ''
  return uptime === 1 ? '100 %' : `${(Math.floor(uptime * 1000) / 10).toFixed(1)} %`
}

function lastOf({ checkedAt, tookMs }: Health): string {
  return checkedAt === undefined || tookMs === undefined ? '' : `${duration(tookMs)}, ${time(checkedAt)}`
}
