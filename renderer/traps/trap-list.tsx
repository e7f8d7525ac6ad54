import { useState } from 'react'
import type { TrapRecord } from '../../shared/records.ts'
import { olderTraps, want } from '../store/records.ts'
import { useMirror } from '../store/store.ts'
import { useWindow } from '../store/window.ts'
import { Ago } from '../ui/ago.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useRoving } from '../ui/roving.ts'
import { useOnce } from '../ui/use-once.ts'
import { safeText } from '../words/hidden.ts'
import { trapHeadline } from '../../shared/trap-words.ts'

interface Props {
  /** One server's id, or `''` for all. */
  scope: string
  open: (id: string) => void
}

export function TrapList({ scope, open }: Props) {
  const traps = useMirror((state) => state.traps[scope])
  useOnce(() => want('traps', scope), `traps ${scope}`)
  if (!traps) return <div className="body" aria-busy="true" />
  if (traps.length === 0) {
    return (
      <div className="body">
        <Empty title="No traps">
          When a server breaks in the middle of a call, the call is answered with an error, the client goes on, and the
          trap is explained here.
        </Empty>
      </div>
    )
  }
  return <TrapTable traps={traps} scope={scope} open={open} />
}

function TrapTable({ traps, scope, open }: Props & { traps: TrapRecord[] }) {
  const seen = useWindow((state) => state.seenTraps)
  const { listProps, stop } = useRoving<HTMLTableElement>(traps.length)
  const [end, setEnd] = useState(false)
  return (
    <div className="body">
      <table className="table two traps" aria-label="Traps" {...listProps}>
        <thead>
          <tr>
            <th>What happened</th>
            <th className="c-tool wide">Tool</th>
            <th className="c-client wide">Client</th>
            <th className="c-ago num">When</th>
          </tr>
        </thead>
        <tbody>
          {traps.map((trap, index) => (
            <tr key={trap.id} className={seen.includes(trap.id) ? 'off' : undefined} onClick={() => open(trap.id)}>
              <td title={safeText(trap.message)}>
                <span className="trap-name">
                  <Icon name="trapped" mark="trapped" />
                  <button type="button" className="row-name name" data-id={trap.id} {...stop(index)}>
                    <Plain text={trapHeadline(trap.server, trap)} />
                  </button>
                </span>
                <small className="mono">
                  <Plain text={`${trap.code}: ${trap.message}`} />
                </small>
              </td>
              <td className="wide second">{trap.tool && <Plain text={trap.tool} />}</td>
              <td className="wide second">
                <Plain text={trap.client} />
              </td>
              <td className="num quiet">
                <Ago at={trap.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {traps.length >= 200 && !end && (
        <p className="end">
          <Button small onClick={() => void olderTraps(scope).then((came) => setEnd(came === 0))}>
            Show older traps
          </Button>
        </p>
      )}
    </div>
  )
}
