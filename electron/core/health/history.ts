import type { HealthHistory } from '../../../shared/watching.ts'
import type { HealthAsk, HealthSlots } from '../records/checks.ts'

const hourMs = 3_600_000

/** Slots of one width that end now. */
export function spanOf(
  { server, hours, slots }: { server: string; hours: number; slots: number },
  now: number,
): HealthAsk {
  const slotMs = Math.ceil((hours * hourMs) / slots)
  return { server, since: now + 1 - slots * slotMs, until: now + 1, slotMs }
}

/** Every slot, also those in which nothing was. Tools that were called most come first. */
export function historyOf({ server, since, until, slotMs }: HealthAsk, found: HealthSlots): HealthHistory {
  const slots = Math.round((until - since) / slotMs)
  const checks = Array.from({ length: slots }, () => ({ passed: 0, failed: 0, ms: null as number | null }))
  for (const { slot, ...counts } of found.checks) if (slot in checks) checks[slot] = counts
  const tools = new Map<string, { calls: number[]; failed: number[] }>()
  const zeros = () => Array<number>(slots).fill(0)
  for (const { slot, tool, calls, failed } of found.calls) {
    let counts = tools.get(tool)
    if (!counts) tools.set(tool, (counts = { calls: zeros(), failed: zeros() }))
    counts.calls[slot] = calls
    counts.failed[slot] = failed
  }
  const total = (list: number[]) => list.reduce((sum, each) => sum + each, 0)
  return {
    ...{ server, since, slotMs, checks },
    tools: [...tools]
      .map(([tool, counts]) => ({ tool, ...counts }))
      .sort((a, b) => total(b.calls) - total(a.calls) || (a.tool < b.tool ? -1 : 1)),
    failures: found.failures,
  }
}
