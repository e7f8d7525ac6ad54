import type { Server } from '../../shared/domain.ts'
import type { MissingNeed } from '../../shared/grants.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { giveNeeds } from './grant-form.ts'

/** What it declares that it cannot work without, each a step away. */
export function MissingNeeds({ server }: { server: Server }) {
  const { missing } = server
  if (missing.length === 0) return null
  return (
    <section className="block stack" aria-label="What it needs">
      <div className="notice denied needs-box">
        <Icon name="key" mark="denied" />
        <div>
          <p>
            <b>{server.name} cannot work without this.</b> It says so itself; you decide.
          </p>
          <ul>
            {missing.map((need) => (
              <li key={`${need.kind} ${need.text}`} className="row">
                <p>
                  It asks for <Plain text={need.text} />.{' '}
                  {need.reason && (
                    <span className="second">
                      <Plain text={need.reason} />
                    </span>
                  )}
                </p>
                <Button small onClick={() => giveNeeds(server.id, [need], false)}>
                  {verb(need)}
                </Button>
              </li>
            ))}
            {missing.length > 1 && (
              <li className="row">
                <span className="push" />
                <Button small onClick={() => giveNeeds(server.id, missing, false)}>
                  Give all {missing.length}…
                </Button>
              </li>
            )}
          </ul>
        </div>
      </div>
    </section>
  )
}

function verb({ kind, suggest }: MissingNeed): string {
  if (kind === 'directory') return 'Choose…'
  if ('secret' in suggest && suggest.secret) return 'Enter…'
  return kind === 'host' || kind === 'keyvalue' ? 'Allow…' : 'Give…'
}
