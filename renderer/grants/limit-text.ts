import type { Limits } from '../../shared/domain.ts'

export type LimitName = keyof Limits

export interface LimitRow {
  name: LimitName
  text: string
  unit: 'bytes' | 'ms' | 'count'
  /** What is allowed, in the unit's base: bytes, ms, pieces. As in the contract. */
  min: number
  max: number
  /** What happens at the limit. */
  held: string
}

const mebibyte = 1024 ** 2
const dayMs = 86_400_000

export const limitRows: readonly LimitRow[] = [
  {
    name: 'memoryBytes',
    text: 'Memory',
    unit: 'bytes',
    min: mebibyte,
    max: 4 * 1024 ** 3,
    held: 'of the whole component; growing further fails',
  },
  {
    name: 'callMs',
    text: 'Time for a call',
    unit: 'ms',
    min: 100,
    max: dayMs,
    held: 'the instance is ended, the client gets an error',
  },
  { name: 'startMs', text: 'Time to start', unit: 'ms', min: 100, max: dayMs, held: 'the instance is ended' },
  { name: 'idleMs', text: 'Idle', unit: 'ms', min: 100, max: dayMs, held: 'it stops, and starts at the next call' },
  { name: 'calls', text: 'Calls at once', unit: 'count', min: 1, max: 1000, held: 'further calls wait' },
  { name: 'handles', text: 'Open files', unit: 'count', min: 16, max: 100_000, held: 'opening another one fails' },
  {
    name: 'outputBytes',
    text: 'One answer',
    unit: 'bytes',
    min: 1024,
    max: 32 * mebibyte,
    held: 'the call ends with an error',
  },
]

const units: Record<LimitRow['unit'], Record<string, number>> = {
  bytes: { b: 1, kb: 1024, mb: mebibyte, gb: 1024 ** 3 },
  ms: { ms: 1, s: 1000, min: 60_000, h: 3_600_000 },
  count: { '': 1 },
}
/** What a number without a unit means. */
const usual: Record<LimitRow['unit'], string> = { bytes: 'mb', ms: 's', count: '' }
const written: Record<string, string> = { b: 'B', kb: 'KB', mb: 'MB', gb: 'GB' }

/** The largest unit in which it is a number without a fraction. */
export function limitText(unit: LimitRow['unit'], value: number): string {
  const fitting = Object.entries(units[unit]).filter(([, size]) => value % size === 0 && value >= size)
  const [name, size] = fitting.at(-1) ?? [Object.keys(units[unit])[0] ?? '', 1]
  return `${value / size} ${written[name] ?? name}`.trim()
}

/** What somebody wrote, in bytes, ms or pieces, or what is wrong with it. */
export function parseLimit(row: LimitRow, text: string): { value: number } | { mistake: string } {
  const match = /^(\d+(?:[.,]\d+)?)\s*([a-z]*)$/iu.exec(text.trim())
  const names = Object.keys(units[row.unit])
  const unit = (match?.[2] || usual[row.unit]).toLowerCase()
  const size = units[row.unit][unit]
  if (!match || size === undefined) {
    const like = { bytes: 'a number and KB, MB or GB', ms: 'a number and ms, s, min or h', count: 'a number' }
    return { mistake: `Write ${names.length === 1 ? 'a number' : like[row.unit]}.` }
  }
  const value = Math.round(Number(match[1]?.replace(',', '.')) * size)
  if (value < row.min || value > row.max) {
    return { mistake: `From ${limitText(row.unit, row.min)} to ${limitText(row.unit, row.max)}.` }
  }
  return { value }
}
