import { useState } from 'react'
import { useServers } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { groupTraps } from './group-traps.ts'
import type { TrapFilter } from './trap-filter.ts'
import { TrapTable } from './trap-table.tsx'
import { useTraps } from './use-traps.ts'

interface Props {
  filter: TrapFilter
  /** Takes the filter back. */
  clear?: () => void
  open: (id: string) => void
}

export function TrapList({ filter, clear, open }: Props) {
  const { traps, more, older } = useTraps(filter)
  const [busy, setBusy] = useState(false)
  const servers = useServers()
  if (!traps) return <div className="body" aria-busy="true" />
  // What a removed server left is forgotten with it.
  const kept = traps.filter(({ server }) => servers.some(({ id }) => id === server))
  const chosen = filter.find !== '' || filter.time !== 'all'
  if (kept.length === 0) {
    return (
      <div className="body">
        {chosen ? (
          <Empty
            title={filter.find ? `No trap matches “${filter.find}”` : 'No traps in this time'}
            actions={clear && <Button onClick={clear}>Show all traps</Button>}
          >
            {filter.find && 'Messages, tools and functions of this time were searched.'}
          </Empty>
        ) : (
          <Empty title="No traps">
            When a server breaks in the middle of a call, the call is answered with an error, the client goes on, and
            the trap is explained here.
          </Empty>
        )}
      </div>
    )
  }
  const showOlder = () => {
    setBusy(true)
    void older().finally(() => setBusy(false))
  }
  return (
    <div className="body">
      <TrapTable groups={groupTraps(kept)} find={filter.find} more={more} open={open} />
      {more && (
        <p className="end">
          <Button small busy={busy} onClick={showOlder}>
            Show older traps
          </Button>
        </p>
      )}
    </div>
  )
}
