import type { Activity } from '../../shared/watching.ts'

const minuteMs = 60_000
/** The pace is taken over these last minutes: one alone would jump. */
const recent = 5

/** The last 30 minutes as they are now: nobody tells of minutes in which nothing happened. */
export function upTo(activity: Activity | undefined, now: number): Pick<Activity, 'calls' | 'failed'> {
  const length = activity?.calls.length ?? 30
  if (!activity) return { calls: Array<number>(length).fill(0), failed: Array<number>(length).fill(0) }
  const passed = Math.floor(now / minuteMs) - Math.floor(activity.minute / minuteMs)
  const shift = Math.max(0, Math.min(length, passed))
  const later = (list: readonly number[]) => [...list.slice(shift), ...Array<number>(shift).fill(0)]
  return { calls: later(activity.calls), failed: later(activity.failed) }
}

/** Calls per minute, over the last few. */
export function pace(calls: readonly number[]): number {
  return sum(calls.slice(-recent)) / recent
}

/** `0.4`, `12.4`, `120`. */
export function paceText(perMinute: number): string {
  return perMinute < 100 ? String(Math.round(perMinute * 10) / 10) : String(Math.round(perMinute))
}

/** Share of the calls that failed, 0 to 1; null where there were none. */
export function failedShare({ calls, failed }: Pick<Activity, 'calls' | 'failed'>): number | null {
  const all = sum(calls)
  return all === 0 ? null : sum(failed) / all
}

/** `3 %`; less than one is said as such. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`
}

export function sum(list: readonly number[]): number {
  return list.reduce((all, one) => all + one, 0)
}
