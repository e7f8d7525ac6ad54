import { describeGrants, type Grant } from '../../shared/grants.ts'
import type { Server } from '../../shared/domain.ts'
import { shortNeeds } from '../switch-on/short-needs.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { safeText } from '../words/hidden.ts'

const sorts: { icon: IconName; one: string; many: string; kinds: readonly Grant['kind'][] }[] = [
  { icon: 'folder', one: 'folder', many: 'folders', kinds: ['directory'] },
  { icon: 'host', one: 'host', many: 'hosts', kinds: ['host'] },
  { icon: 'env', one: 'value', many: 'values', kinds: ['environment', 'pass-through', 'config'] },
  { icon: 'key', one: 'secret', many: 'secrets', kinds: ['secret'] },
  { icon: 'store', one: 'store', many: 'stores', kinds: ['keyvalue'] },
]

/** What a server may touch: how many of each, the whole on hover. "nothing" is a good answer and is written out. */
export function Touches({ server }: { server: Server }) {
  const text = describeGrants(server.grants)
  const needs = shortNeeds(server.missing)
  if (server.withheld)
    return (
      <>
        nothing
        <small title={safeText(server.withheld)}>withheld: {text}</small>
      </>
    )
  const counts = sorts.map((sort) => ({
    ...sort,
    n: server.grants.filter(({ kind }) => sort.kinds.includes(kind)).length,
  }))
  return (
    <>
      {server.grants.length === 0 ? (
        'nothing'
      ) : (
        <span className="touch" title={safeText(text)}>
          {counts.map(({ icon, one, many, n }) =>
            n === 0 ? null : (
              <span key={icon}>
                <Icon name={icon} />
                {n}
                <span className="sr"> {n === 1 ? one : many}</span>
              </span>
            ),
          )}
        </span>
      )}
      {needs && <small title={`needs ${needs}`}>needs {needs}</small>}
    </>
  )
}
