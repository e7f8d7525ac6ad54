/** Loaded into a host that is measured: how late its event loop is. Writes a report when one is asked for, and begins anew. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const report = process.env.BELLJAR_LOOP_REPORT
if (isMainThread && report && process.argv[1]?.endsWith('serve.js')) {
  // The host's own children must not be watched.
  delete process.env.NODE_OPTIONS
  let late = []
  let due = performance.now() + 2
  const beat = () => {
    const now = performance.now()
    late.push(now - due + 2)
    due = now + 2
    setTimeout(beat, 2).unref()
  }
  setTimeout(beat, 2).unref()
  setInterval(() => {
    if (!existsSync(`${report}.ask`)) return
    rmSync(`${report}.ask`)
    const sorted = late.sort((a, b) => a - b)
    late = []
    writeFileSync(
      report,
      `${JSON.stringify({ p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, beats: sorted.length })}\n`,
    )
  }, 50).unref()
}
