import { useState, type ReactNode } from 'react'
import type { Server } from '../../shared/domain.ts'
import { askAndRestart } from '../end-calls.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { counted } from '../words/amounts.ts'
import { undoWaiting } from './change-grants.ts'
import { Sentence } from './sentence.tsx'
import { countWaiting, waitingChanges, type Waiting } from './settled.ts'

/** Running instances keep what they were started with: what waits, and the two ways out of it. */
export function RestartBanner({ server }: { server: Server }) {
  const settled = useMirror((state) => state.settled[server.id])
  const [busy, setBusy] = useState<'undo' | 'restart' | null>(null)
  if (server.stale === 0) return null
  const waiting = settled && waitingChanges(server, settled)
  const number = waiting ? countWaiting(waiting) : 0
  const run = (which: 'undo' | 'restart', done: Promise<unknown>) => {
    setBusy(which)
    void done.finally(() => setBusy(null))
  }
  return (
    <div className="banner starting" role="status">
      <Icon name="restart" mark="starting" />
      <p>
        <b>
          {number === 0 ? 'Changes wait' : number === 1 ? '1 change waits' : `${number} changes wait`} for a restart.
        </b>{' '}
        {(waiting && stillHolds(waiting)) ?? `${counted(server.stale, 'instance')} run with what was before.`}
      </p>
      <span className="row">
        {settled && waiting && number > 0 && (
          <Button small busy={busy === 'undo'} onClick={() => run('undo', undoWaiting(server.id, waiting, settled))}>
            Undo
          </Button>
        )}
        <Button
          first
          small
          data-key="r"
          busy={busy === 'restart'}
          onClick={() => run('restart', askAndRestart(server.id))}
        >
          Restart {counted(server.stale, 'instance')}
        </Button>
      </span>
    </div>
  )
}

/** The one thing that is easily misjudged: what was taken away and is still there. */
function stillHolds({ revoked, changed, added, limits }: Waiting): ReactNode {
  const before = revoked[0] ?? changed[0]?.before
  if (before) {
    return (
      <>
        Running instances may still <Sentence grant={before} begun />
      </>
    )
  }
  return added.length > 0 || limits.length > 0 ? 'Running instances go on as they were started.' : undefined
}
