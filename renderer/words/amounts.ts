/** Numbers as people read them. The unit is kept apart: it is shown quieter than the number. */
export interface Amount {
  number: string
  unit: string
}

const thousands = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

export function count(value: number): string {
  return thousands.format(value)
}

/** `1 tool`, `2 tools`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Three figures at most: `0.8`, `38`, `1,284`. */
function short(value: number): string {
  return value < 10 ? String(Math.round(value * 10) / 10) : count(Math.round(value))
}

export function bytes(value: number): Amount {
  if (value < 1000) return { number: String(value), unit: 'B' }
  if (value < 1_000_000) return { number: short(value / 1000), unit: 'KB' }
  if (value < 1_000_000_000) return { number: short(value / 1_000_000), unit: 'MB' }
  return { number: short(value / 1_000_000_000), unit: 'GB' }
}

/** Memory is counted in powers of two, as its limits are. */
export function memory(value: number): string {
  return `${count(Math.round(value / (1024 * 1024)))} MB`
}

export function duration(ms: number): Amount {
  if (ms < 1000) return { number: short(ms), unit: 'ms' }
  if (ms < 10_000) return { number: String(Math.round(ms / 10) / 100), unit: 's' }
  if (ms < 60_000) return { number: String(Math.round(ms / 100) / 10), unit: 's' }
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.round((ms % 60_000) / 1000)
  return seconds === 0 ? { number: String(minutes), unit: 'min' } : { number: `${minutes} min ${seconds}`, unit: 's' }
}

export function written({ number, unit }: Amount): string {
  return `${number} ${unit}`
}
