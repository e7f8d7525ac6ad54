import { UsageError } from './failure.ts'

const sizes: Record<string, number> = { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }
const times: Record<string, number> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }

/** Bytes, from "64MB", "64 MiB" or "65536". Memory is counted in 1024s, however it is written. */
export function sizeOf(text: string): number {
  const [, amount, unit] = /^(\d{1,12}(?:\.\d{1,3})?) *([kmg]?i?b|[kmg])?$/i.exec(text.trim()) ?? []
  const name = (unit ?? '').toUpperCase().replace('I', '')
  const scale = sizes[name === '' || name.endsWith('B') ? name : `${name}B`]
  if (amount === undefined || scale === undefined)
    throw new UsageError(`"${text}" is no size. Write it like 64MB, 512KB or 1GB.`)
  return Math.round(Number(amount) * scale)
}

/** Milliseconds, from "500ms", "5s", "5m" or "1h". A bare number means seconds. */
export function timeOf(text: string): number {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?) *(ms|s|m|min|h)?$/i.exec(text.trim()) ?? []
  const scale = times[(unit ?? 's').toLowerCase()]
  if (amount === undefined || scale === undefined)
    throw new UsageError(`"${text}" is no time. Write it like 500ms, 5s, 5m or 1h.`)
  return Math.round(Number(amount) * scale)
}

export function countOf(text: string): number {
  if (!/^\d{1,7}$/.test(text.trim())) throw new UsageError(`"${text}" is no whole number.`)
  return Number(text)
}
