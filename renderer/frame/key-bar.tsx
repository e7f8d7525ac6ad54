import type { Route } from '../route.ts'
import { useMirror, useServers } from '../store/store.ts'
import { showKeys, useWindow } from '../store/window.ts'
import { runtimeName } from '../words/runtime.ts'
import { hintsFor } from './keys.ts'

export function KeyBar({ route }: { route: Route }) {
  const servers = useServers()
  const runtime = useMirror((state) => state.snapshot?.runtime)
  const sessions = useMirror((state) => state.snapshot?.sessions.length ?? 0)
  const installable = useWindow(({ review }) => review?.inspection && !review.problem)
  const connectable = useMirror(
    (state) => state.snapshot?.clients.some(({ status }) => status !== 'connected' && status !== 'unreadable') ?? false,
  )
  const hints = hintsFor(route).filter(
    ({ does }) => (does !== 'Install' || installable) && (does !== 'Connect' || connectable),
  )
  const running = servers.filter(({ state }) => state.kind === 'running').length
  return (
    <footer className="keys" aria-label="Status and keys">
      <span>{running === 0 ? 'nothing running' : `${running} running`}</span>
      {sessions > 0 && <span>{sessions === 1 ? '1 session' : `${sessions} sessions`}</span>}
      {runtime && <span className="wide">{runtimeName(runtime)}</span>}
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
