import { slowMs, type CallOutcome, type Latency, type ToolStats } from '../../../shared/records.ts'
import { p50and95 } from './percentile.ts'

/** What of a call the numbers are made of. */
export interface TimedCall {
  id: string
  at: number
  server: string
  tool: string
  outcome: CallOutcome
  /** Null while it runs, and where nobody saw its end. */
  durationMs: number | null
}

const mostMarks = 200

/** It was answered, by the server or by its tool's error: only then its time says how fast the tool is. */
export function isAnswered({ outcome }: Pick<TimedCall, 'outcome'>): boolean {
  return outcome === 'answered' || outcome === 'tool-error'
}

export function hasFailed({ outcome }: Pick<TimedCall, 'outcome'>): boolean {
  return outcome !== 'answered' && outcome !== 'pending' && outcome !== 'cancelled'
}

/** The call was broken off. */
function isMarked({ outcome }: TimedCall): boolean {
  return outcome === 'trapped' || outcome === 'exited' || outcome === 'timed-out' || outcome === 'error'
}

/** `calls`: newest first, all of the span. */
export function latencyOf(
  calls: readonly TimedCall[],
  { since, until, buckets }: { since: number; until: number; buckets: number },
): Latency {
  const width = Math.max(1, until - since) / buckets
  const parts = Array.from({ length: buckets }, () => ({ times: [] as number[], calls: 0, failed: 0 }))
  for (const call of calls) {
    const part = parts[Math.min(buckets - 1, Math.max(0, Math.floor((call.at - since) / width)))]
    if (!part) continue
    part.calls++
    if (hasFailed(call)) part.failed++
    if (isAnswered(call) && call.durationMs !== null) part.times.push(call.durationMs)
  }
  return {
    since,
    until,
    buckets: parts.map(({ times, calls: count, failed }, index) => ({
      at: since + index * width,
      calls: count,
      failed,
      ...p50and95(times),
    })),
    marks: calls
      .filter(isMarked)
      .flatMap(({ id, at, outcome, durationMs }) =>
        durationMs === null ? [] : [{ call: id, at, outcome, durationMs }],
      )
      .slice(0, mostMarks),
    calls: calls.length,
    failed: calls.filter(hasFailed).length,
    slow: calls.filter(({ durationMs }) => (durationMs ?? 0) >= slowMs).length,
    ...p50and95(parts.flatMap(({ times }) => times)),
  }
}

/** Most called first; of equals the one that was called last. */
export function toolStatsOf(calls: readonly TimedCall[]): ToolStats[] {
  const tools = new Map<string, { stats: ToolStats; times: number[] }>()
  for (const call of calls) {
    const key = JSON.stringify([call.server, call.tool])
    const { server, tool, at: lastAt } = call
    let known = tools.get(key)
    if (!known) {
      known = { stats: { server, tool, calls: 0, failed: 0, p50: null, p95: null, lastAt }, times: [] }
      tools.set(key, known)
    }
    known.stats.calls++
    if (hasFailed(call)) known.stats.failed++
    if (isAnswered(call) && call.durationMs !== null) known.times.push(call.durationMs)
  }
  return [...tools.values()]
    .map(({ stats, times }) => ({ ...stats, ...p50and95(times) }))
    .sort((a, b) => b.calls - a.calls || b.lastAt - a.lastAt)
}
