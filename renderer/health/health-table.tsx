import { hashOf } from '../route.ts'
import { useRoving } from '../ui/roving.ts'
import { counted } from '../words/amounts.ts'
import { HealthRow } from './health-row.tsx'
import type { Watched } from './health-screen.tsx'

interface Props {
  rows: readonly Watched[]
  /** How many servers are switched off. */
  off: number
  item: string | undefined
  open: (id: string | null) => void
}

export function HealthTable({ rows, off, item, open }: Props) {
  const chosen = rows.findIndex(({ server }) => server.id === item)
  const { listProps, stop } = useRoving<HTMLTableElement>(rows.length, chosen)
  return (
    <div className="body" tabIndex={-1} role="region" aria-label="Servers that are checked">
      <table className="table two health" aria-label="Health" {...listProps}>
        <thead>
          <tr>
            <th>Server</th>
            <th className="c-state">State</th>
            <th className="c-uptime num">Uptime, 24 h</th>
            <th className="c-strip wide">Last 24 h</th>
            <th className="c-last">Last check</th>
            <th className="c-rate num">Failed calls</th>
            <th className="c-failure wide">Last failure</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ server, health }, index) => (
            <HealthRow
              key={server.id}
              server={server}
              health={health}
              chosen={server.id === item}
              stop={stop(index)}
              open={open}
            />
          ))}
        </tbody>
      </table>
      {off > 0 && (
        <p className="end quiet">
          {counted(off, 'server')} {off === 1 ? 'is' : 'are'} switched off and not checked.{' '}
          <a className="link" href={hashOf({ screen: 'servers' })}>
            Show the servers
          </a>
        </p>
      )}
    </div>
  )
}
