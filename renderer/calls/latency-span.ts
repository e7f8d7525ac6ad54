import { dayMs, hourMs, type Time } from './call-filter.ts'

/** What a plot spans and in which steps; ms. */
export interface Span {
  since: number
  until: number
  buckets: number
}

const minuteMs = 60_000
/** Steps that people can name. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs)
const names: Partial<Record<number, string>> = { [minuteMs]: 'minute', [hourMs]: 'hour', [dayMs]: 'day' }

/** Steps begin at round moments, so that what was counted does not change while time goes on. `kept`: how far back there can be calls. */
export function spanOf(time: Time, now: number, kept: number): Span {
  const [since, until] = edges(time, now, kept)
  const step = steps.find((ms) => (until - since) / ms <= 96) ?? Math.ceil((until - since) / 96 / dayMs) * dayMs
  const zone = new Date(now).getTimezoneOffset() * minuteMs
  const floor = (at: number) => Math.floor((at - zone) / step) * step + zone
  const to = floor(until - 1) + step
  const count = Math.max(1, Math.round((to - floor(since)) / step))
  // A last hour of which a minute is not over has 60 minutes, not 61.
  const buckets = time.kind === 'last' ? Math.max(1, Math.round(time.ms / step)) : count
  return { since: to - buckets * step, until: to, buckets }
}

function edges(time: Time, now: number, kept: number): [number, number] {
  switch (time.kind) {
    case 'last':
      return [now - time.ms, now]
    case 'today':
      return [new Date(now).setHours(0, 0, 0, 0), now]
    case 'all':
      return [now - kept, now]
    case 'span': {
      const until = Math.max(time.until ?? now, minuteMs)
      return [Math.min(time.since ?? until - kept, until - minuteMs), until]
    }
  }
  return time satisfies never
}

export function stepOf({ since, until, buckets }: Span): number {
  return (until - since) / buckets
}

/** `minute`, `15 min`, `2 h`. */
export function stepText(span: Span): string {
  const step = stepOf(span)
  const name = names[step]
  if (name) return name
  if (step < hourMs) return `${Math.round(step / minuteMs)} min`
  return step < dayMs ? `${Math.round(step / hourMs)} h` : `${Math.round(step / dayMs)} days`
}
