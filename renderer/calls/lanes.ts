import type { Call } from '../../shared/records.ts'

export interface Bar {
  call: Call
  from: number
  to: number
}

export interface Lane {
  name: string
  bars: Bar[]
}

/** One lane for each server, or where there is but one, for each client; most calls first. What lasts over the edges is cut there. */
export function lanesOf(calls: readonly Call[], since: number, now: number): Lane[] {
  const bars = calls.flatMap((call) => {
    const to = Math.min(now, call.durationMs === undefined ? now : call.at + call.durationMs)
    // A call whose end nobody saw has no length.
    const end = call.outcome === 'host-lost' ? call.at : to
    return end < since || call.at > now ? [] : [{ call, from: Math.max(since, call.at), to: Math.max(end, since) }]
  })
  const one = new Set(bars.map(({ call }) => call.server)).size <= 1
  const lanes = new Map<string, Bar[]>()
  for (const bar of bars) {
    const name = one ? bar.call.client : bar.call.server
    const lane = lanes.get(name)
    if (lane) lane.push(bar)
    else lanes.set(name, [bar])
  }
  return [...lanes]
    .map(([name, list]) => ({ name, bars: list }))
    .sort((a, b) => b.bars.length - a.bars.length || a.name.localeCompare(b.name))
}
