import { trapHeadline } from '../../shared/trap-words.ts'
import { markSeen, useWindow } from '../store/window.ts'
import { Ago } from '../ui/ago.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useRoving } from '../ui/roving.ts'
import { count } from '../words/amounts.ts'
import { callerName } from '../words/clients.ts'
import { safeText } from '../words/hidden.ts'
import type { TrapGroup } from './group-traps.ts'

interface Props {
  groups: readonly TrapGroup[]
  find: string
  /** Older traps are not loaded: they may be of the same places. */
  more: boolean
  open: (id: string) => void
}

/** One row for each place that traps happened at. */
export function TrapTable({ groups, find, more, open }: Props) {
  const seen = useWindow((state) => state.seenTraps)
  const { listProps, stop } = useRoving<HTMLTableElement>(groups.length)
  return (
    <table className="table two traps" aria-label="Traps" {...listProps}>
      <thead>
        <tr>
          <th>What happened</th>
          <th className="c-tool wide">Tool</th>
          <th className="c-client wide">Client</th>
          <th className="c-times num">Times</th>
          <th className="c-ago num">When</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ newest, traps }, index) => {
          const fresh = traps.some(({ id }) => !seen.includes(id))
          const go = () => {
            markSeen(traps.map(({ id }) => id))
            open(newest.id)
          }
          return (
            <tr key={newest.id} className={fresh ? undefined : 'off'} onClick={go}>
              <td title={safeText(newest.message)}>
                <span className="trap-name">
                  <Icon name="trapped" mark="trapped" />
                  <button type="button" className="row-name name" data-id={newest.id} {...stop(index)}>
                    <Plain text={trapHeadline(newest.server, newest)} />
                    {fresh && <span className="sr">, not looked at</span>}
                  </button>
                </span>
                <small className="mono">
                  <Plain text={`${newest.code}: ${newest.message}`} find={find} />
                </small>
              </td>
              <td className="wide second">{newest.tool !== undefined && <Plain text={newest.tool} find={find} />}</td>
              <td className="wide second">
                <Plain text={callerName(newest.client)} find={find} />
              </td>
              <td className="num quiet">
                {traps.length > 1 && (
                  <span title={`${more ? 'At least ' : ''}${count(traps.length)} times in the same function`}>
                    {count(traps.length)}
                    {more && '+'} times
                  </span>
                )}
              </td>
              <td className="num quiet">
                <Ago at={newest.at} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
