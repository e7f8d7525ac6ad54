import type { Session } from '../../shared/domain.ts'
import { useMirror } from '../store/store.ts'
import { Ago } from '../ui/ago.tsx'
import { Plain } from '../ui/plain.tsx'

const noSessions: Session[] = []

/** Who is connected at this moment, whichever way it was set up. */
export function Sessions() {
  const sessions = useMirror((state) => state.snapshot?.sessions ?? noSessions)
  return (
    <section aria-label="Connected now">
      <h2 className="label-row">Connected now</h2>
      {sessions.length === 0 ? (
        <p className="quiet label-text">No client uses Belljar at the moment.</p>
      ) : (
        <ul className="list">
          {sessions.map((session) => (
            <li key={session.id} className="item two">
              <span className="pick">
                <span className="name">
                  <Plain text={session.client?.name ?? 'not yet named'} />
                </span>{' '}
                {session.client && (
                  <span className="quiet">
                    <Plain text={session.client.version} />
                  </span>
                )}
                <small>
                  {session.serving === 'all' ? 'all servers' : session.serving}, since <Ago at={session.connectedAt} />
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
