const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** What is ended when the command is ended from outside, in the order it was begun. */
const closers: (() => Promise<void>)[] = []
let unlisten: (() => void) | undefined

/** A command that is ended from outside ends what it started, the newest first, then itself. Returns what takes this back. */
export function onInterrupt(close: () => Promise<void>): () => void {
  closers.push(close)
  unlisten ??= listen()
  return () => {
    closers.splice(closers.indexOf(close), 1)
    if (closers.length > 0) return
    unlisten?.()
    unlisten = undefined
  }
}

function listen(): () => void {
  const listeners = Object.entries(signals).map(([signal, code]) => {
    const listener = () => {
      // Twice means now.
      process.once(signal, () => process.exit(code))
      void endAll().finally(() => process.exit(code))
    }
    process.once(signal, listener)
    return [signal, listener] as const
  })
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener)
  }
}

async function endAll(): Promise<void> {
  for (const close of [...closers].reverse()) await close().catch(() => undefined)
}
