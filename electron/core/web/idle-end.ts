/** How long a host that a bridge started stays when nobody needs it, in ms. */
export const idleEndMs = 10 * 60_000

/** `BELLJAR_IDLE_END_MS` shortens it, for tests. */
function wantedMs(): number {
  const given = Number(process.env['BELLJAR_IDLE_END_MS'] ?? '')
  return given > 0 ? given : idleEndMs
}

/** Calls `end` once after `afterMs` without anyone. Looked at now and then: nothing here is urgent. */
export function endWhenIdle(inUse: () => boolean, end: () => void, afterMs = wantedMs()): { stop(): void } {
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
