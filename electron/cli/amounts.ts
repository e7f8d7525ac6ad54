/** "18 ms", "1.2 s", "3 min". */
export function duration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.round(ms / 60_000)} min`
}

/** "812 B", "9.2 KB", "1.4 MB": thousands, as file managers count. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`
  for (const [unit, scale] of [
    ['KB', 1e3],
    ['MB', 1e6],
  ] as const) {
    const shown = size / scale
    if (shown < 999.5) return `${shown < 9.95 ? shown.toFixed(1) : Math.round(shown)} ${unit}`
  }
  return `${(size / 1e9).toFixed(1)} GB`
}

/** Local time, to the second; to the day where it is another one. */
export function time(at: number, now = Date.now()): string {
  const then = new Date(at)
  const clock = [then.getHours(), then.getMinutes(), then.getSeconds()].map(two).join(':')
  if (new Date(now).toDateString() === then.toDateString()) return clock
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${clock}`
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
