const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** A command that is ended from outside ends what it started, then itself. Returns what takes this back. */
export function onInterrupt(close: () => Promise<void>): () => void {
  const listeners = Object.entries(signals).map(([signal, code]) => {
    const listener = () => {
      // Twice means now.
      process.once(signal, () => process.exit(code))
      void close().finally(() => process.exit(code))
    }
    process.once(signal, listener)
    return [signal, listener] as const
  })
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener)
  }
}
