import { useEffect, useState } from 'react'
import type { Denial } from '../../shared/access.ts'
import type { Call } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { hashOf } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { count } from '../words/amounts.ts'

/** What a call was denied. Nothing where it was denied nothing. */
export function CallDenials({ call: { id, server, outcome } }: { call: Call }) {
  const [denials, setDenials] = useState<Denial[]>([])
  useEffect(() => {
    let current = true
    // Without them the call is still worth reading.
    ask('denials.list', { server, call: id, limit: 200 }).then(
      (found) => current && setDenials(found),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [id, server, outcome])
  if (denials.length === 0) return null
  return (
    <section className="block stack" aria-label="Denied">
      {denials.map((denial) => (
        <div key={denial.id} className={denial.by === 'guess' ? 'notice' : 'notice denied'}>
          <Icon name="denied" mark="denied" />
          <div>
            <p>
              <b>
                <Plain text={denial.text} />
              </b>{' '}
              {denial.by === 'guess' && <span className="tag">a guess</span>}
              {denial.count > 1 && <span className="quiet">{count(denial.count)} times</span>}
            </p>
            <p className="second">
              <Plain text={denial.reason} />{' '}
              <a className="link" href={hashOf({ screen: 'server', id: server, tab: 'grants' })}>
                Show its grants
              </a>
            </p>
          </div>
        </div>
      ))}
    </section>
  )
}
