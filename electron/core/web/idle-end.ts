/** How long a host that a bridge started stays when nobody needs it. */
export const idleEndMs = 10 * 60_000

/** Calls `end` once after `afterMs` without anyone. Looked at now and then: nothing here is urgent. */
export function endWhenIdle(inUse: () => boolean, end: () => void, afterMs = idleEndMs): { stop(): void } {
  let idleSince = performance.now()
  const timer = setInterval(
    () => {
      if (inUse()) idleSince = performance.now()
      else if (performance.now() - idleSince >= afterMs) {
        clearInterval(timer)
        end()
      }
    },
    Math.min(30_000, afterMs / 4),
  )
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
