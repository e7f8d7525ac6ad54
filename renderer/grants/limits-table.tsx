import { defaultLimits, type Server } from '../../shared/domain.ts'
import { useMirror } from '../store/store.ts'
import { setLimits } from './change-grants.ts'
import { LimitCell } from './limit-cell.tsx'
import { limitRows, limitText } from './limit-text.ts'
import { waitingChanges } from './settled.ts'

export function LimitsTable({ server }: { server: Server }) {
  const settled = useMirror((state) => state.settled[server.id])
  const waiting = server.stale > 0 && settled ? waitingChanges(server, settled).limits : []
  return (
    <section className="block" aria-label="Limits">
      <div className="head">
        <h2>It may use at most</h2>
      </div>
      <table className="table limits" aria-label="Limits">
        <colgroup>
          <col className="c-limit" />
          <col className="c-most" />
          <col />
        </colgroup>
        <thead className="sr">
          <tr>
            <th>Limit</th>
            <th>At most</th>
            <th>At the limit</th>
          </tr>
        </thead>
        <tbody>
          {limitRows.map((row) => (
            <tr key={row.name}>
              <td>{row.text}</td>
              <td className="most">
                {row.name === 'idleMs' && server.stateful ? (
                  <span className="quiet">no limit</span>
                ) : (
                  <LimitCell
                    row={row}
                    value={server.limits[row.name]}
                    set={(value) => setLimits(server.id, { [row.name]: value })}
                  />
                )}
              </td>
              <td className="quiet cut">
                {waiting.includes(row.name) && <span className="tag">restart to apply</span>}{' '}
                {row.name === 'idleMs' && server.stateful
                  ? 'it keeps state: it stays as long as its client'
                  : server.limits[row.name] === defaultLimits[row.name]
                    ? row.held
                    : `usually ${limitText(row.unit, defaultLimits[row.name])}; ${row.held}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
