import type { Route } from '../route.ts'
import { useMirror, useServers } from '../store/store.ts'
import { showKeys, useWindow } from '../store/window.ts'
import { memory } from '../words/amounts.ts'
import { runtimeName } from '../words/runtime.ts'
import { hintsFor } from './keys.ts'
import { usePageStatus } from './page-status.ts'

export function KeyBar({ route }: { route: Route }) {
  const servers = useServers()
  const status = usePageStatus()
  const runtime = useMirror((state) => state.snapshot?.runtime)
  const sessions = useMirror((state) => state.snapshot?.sessions.length ?? 0)
  const installable = useWindow(({ review }) => review?.inspection && !review.problem)
  const connectable = useMirror(
    (state) => state.snapshot?.clients.some(({ status }) => status !== 'connected' && status !== 'unreadable') ?? false,
  )
  const hints = hintsFor(route).filter(
    ({ does }) => (does !== 'Install' || installable) && (does !== 'Connect' || connectable),
  )
  // A sum that changes every two seconds; in a bar it must not push what stands beside it.
  const bytes = useMirror((state) => state.snapshot?.usage.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) ?? 0)
  const running = servers.filter(({ state }) => state.kind === 'running').length
  return (
    <footer className="keys" aria-label="Status and keys">
      {status?.map((text, index) => (
        <span key={text} className={index > 0 ? 'wide' : undefined}>
          {text}
        </span>
      ))}
      {!status && <span>{running === 0 ? 'nothing running' : `${running} running`}</span>}
      {!status && bytes > 0 && (
        <span className="num" title="Memory of everything that runs">
          {memory(bytes)}
        </span>
      )}
      {!status && sessions > 0 && <span className="wide">{sessions === 1 ? '1 session' : `${sessions} sessions`}</span>}
      {!status && runtime && <span className="wide">{runtimeName(runtime)}</span>}
      <span className="push">
        {hints.map(({ keys, does, wide }) => (
          <span key={keys} className={wide ? 'wide' : undefined}>
            <kbd>{keys}</kbd> {does}
          </span>
        ))}
        <button type="button" className="all-keys" onClick={() => showKeys(true)}>
          <kbd>?</kbd> All keys
        </button>
      </span>
    </footer>
  )
}
