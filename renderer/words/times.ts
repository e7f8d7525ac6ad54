const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** `14:32:07`, with `.418` where the moment counts. In the reader's time zone. */
export function clock(at: number, exact = false): string {
  const date = new Date(at)
  const seconds = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
  return exact ? `${seconds}.${pad(date.getMilliseconds(), 3)}` : seconds
}

export function day(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

export function exactly(at: number): string {
  return `${day(at)} ${clock(at, true)}`
}

/** Today the time is enough; before that the day counts more. */
export function clockOrDay(at: number, now: number): string {
  if (day(at) === day(now)) return clock(at)
  const date = new Date(at)
  return `${date.getDate()} ${months[date.getMonth()] ?? ''} ${clock(at).slice(0, 5)}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `now`, `12 s ago`, `4 min ago`, `3 h ago`, `5 d ago`. A clock that was set back gives `now`, not the future. */
export function ago(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1000)
  if (seconds < 1) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ago`
  return `${Math.floor(hours / 24)} d ago`
}
