/** The newest calls that are looked at, and how many of them must have failed. */
export const tail = 10
const failedAtLeast = 5
/** So many before them say what is usual for the tool. */
export const before = 200
const knownFrom = 10
/** Against what was usual. */
const times = 3
/** At most so many failures of the newest calls, and the tool is itself again. */
const calmAt = 2

export type ErrorRate =
  | { kind: 'unknown' | 'calm' | 'usual' }
  | { kind: 'jumped'; failed: number; earlier: { failed: number; calls: number } }

/**
 * Whether a tool fails far more often than it used to. `failures`: of its newest calls, the newest first, true for each that failed. Few
 * false alarms: a tool that failed from its first call on did not jump, nor did one that fails half of the time anyway.
 */
export function errorRate(failures: readonly boolean[]): ErrorRate {
  const newest = failures.slice(0, tail)
  if (newest.length < tail) return { kind: 'unknown' }
  const failed = count(newest)
  if (failed <= calmAt) return { kind: 'calm' }
  const earlier = failures.slice(tail, tail + before)
  if (failed < failedAtLeast || earlier.length < knownFrom) return { kind: 'usual' }
  const usual = count(earlier) / earlier.length
  if (failed / tail <= times * usual) return { kind: 'usual' }
  return { kind: 'jumped', failed, earlier: { failed: count(earlier), calls: earlier.length } }
}

function count(failures: readonly boolean[]): number {
  return failures.filter((failed) => failed).length
}
