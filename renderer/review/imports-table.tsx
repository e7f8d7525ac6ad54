import type { Inspection } from '../../shared/domain.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { abilities, type Ability } from '../words/imports.ts'

/** What its code can, what it asks for, what it will get. */
export function ImportsTable({ inspection }: { inspection: Inspection }) {
  const able = abilities(inspection.imports, inspection.needs)
  if (able.length === 0) return <p className="block quiet">It imports nothing: it can only compute.</p>
  return (
    <table className="table review" aria-label="Imports">
      <thead>
        <tr>
          <th>Its code can</th>
          <th className="c-asks">It asks for</th>
          <th className="c-gets">It will get</th>
        </tr>
      </thead>
      <tbody>
        {able.map((ability) => (
          <tr key={ability.can}>
            <td>
              <div className="what">
                <Icon name={ability.icon} />
                <span>{ability.can}</span>
                <small className={ability.imports.length > 0 ? 'mono' : undefined}>
                  <Imports ability={ability} />
                </small>
              </div>
            </td>
            <td>
              <Asks ability={ability} />
            </td>
            <td className={ability.tone === 'harmless' ? 'gets yes' : 'gets'}>
              {ability.tone === 'never' ? (
                <span className="state denied">
                  <Icon name="denied" mark="denied" />
                  {ability.gets}
                </span>
              ) : (
                ability.gets
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Imports({ ability: { imports, can } }: { ability: Ability }) {
  if (imports.length === 0) return can === 'Use a secret' ? 'given at the start' : 'imports nothing that could'
  return (
    <>
      <Plain text={imports.slice(0, 12).join(', ')} />
      {imports.length > 12 && ` and ${imports.length - 12} more`}
    </>
  )
}

function Asks({ ability: { asks, tone } }: { ability: Ability }) {
  if (asks.length === 0) return tone === 'nothing' ? <span className="quiet">does not ask</span> : null
  return (
    <ul className="asks">
      {asks.slice(0, 20).map(({ what, name, required, reason, choice }, index) => (
        <li key={index}>
          <span className={name ? 'mono' : undefined}>
            <Plain text={what} />
          </span>{' '}
          {choice && (
            <span className="quiet">
              for <Plain text={choice} />
            </span>
          )}
          {choice && !required && <span className="quiet">, </span>}
          {!required && <span className="quiet">if you like</span>}
          {reason && (
            <small>
              <Plain text={reason} />
            </small>
          )}
        </li>
      ))}
      {asks.length > 20 && <li className="quiet">and {asks.length - 20} more</li>}
    </ul>
  )
}
