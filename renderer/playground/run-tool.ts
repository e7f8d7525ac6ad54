import { ask, problemOf } from '../connection.ts'
import { draftOf, setRan, type Draft } from './drafts.ts'
import { onProgress } from './progress.ts'

/** Calls the tool in an instance of its own. How it goes is told in its draft, also when another tool is looked at meanwhile. */
export async function runTool(key: string, draft: Draft, server: string, tool: string): Promise<void> {
  if (draftOf(key)?.ran?.state === 'running') return
  const run = crypto.randomUUID()
  const since = performance.now()
  setRan(key, draft, { state: 'running', run, since: Date.now(), cancelling: false })
  const stop = onProgress(run, (progress) =>
    setRan(key, draft, (old) => (old?.state === 'running' ? { ...old, progress } : old)),
  )
  try {
    const { call, result, json } = await ask('tools.call', { id: server, tool, json: draft.text.trim() || '{}', run })
    const isError = (result as { isError?: unknown } | null)?.isError === true
    const before = draftOf(key)?.ran
    const cancelled = isError && before?.state === 'running' && before.cancelling
    const tookMs = performance.now() - since
    setRan(key, draft, { state: 'done', call, json, isError, cancelled, tookMs, at: Date.now() })
  } catch (error) {
    setRan(key, draft, { state: 'failed', problem: problemOf(error) })
  } finally {
    stop()
  }
}

export function cancelRun(key: string, draft: Draft): void {
  const ran = draftOf(key)?.ran
  if (ran?.state !== 'running' || ran.cancelling) return
  setRan(key, draft, { ...ran, cancelling: true })
  // It is over already: its answer is on the way.
  ask('tools.cancel', { run: ran.run }).catch(() => undefined)
}
