import type { Input } from '../../shared/contract.ts'
import { callOutcomes } from '../../shared/records.ts'
import { UsageError } from './failure.ts'
import { timeOf } from './quantities.ts'
import type { Page } from './record-commands.ts'

export interface CallOptions extends Page {
  tool?: string
  client?: string
  find?: string
  failed?: boolean
  since?: string
  slower?: string
}

const fine = new Set(['answered', 'pending', 'cancelled'])

/** What is asked of the host. Throws a UsageError for what is no time. */
export function callQueryOf(options: CallOptions, now = Date.now()): Input<'calls.list'> {
  const { server, limit, tool, client, find, failed, since, slower } = options
  return {
    limit,
    ...(server !== undefined && { server }),
    ...(tool !== undefined && { tool }),
    ...(client !== undefined && { client }),
    ...(find !== undefined && { find }),
    ...(failed && { outcomes: callOutcomes.filter((outcome) => !fine.has(outcome)) }),
    ...(since !== undefined && { since: momentOf(since, now) }),
    ...(slower !== undefined && { slowerThanMs: timeOf(slower) }),
  }
}

/** Ms since 1970, from how long ago (`15m`, `2h`, `3d`) or from a date (`2026-05-01`, `2026-05-01T14:30`). */
export function momentOf(text: string, now: number): number {
  const days = /^(\d{1,4})d$/i.exec(text.trim())?.[1]
  if (days !== undefined) return now - Number(days) * 86_400_000
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    // A date alone would be taken for midnight elsewhere.
    const at = new Date(text.length === 10 ? `${text}T00:00` : text).getTime()
    if (Number.isFinite(at)) return at
  }
  try {
    return now - timeOf(text)
  } catch {
    throw new UsageError(`"${text}" is no moment. Write how long ago, like 15m, 2h or 3d, or a date like 2026-05-01.`)
  }
}
