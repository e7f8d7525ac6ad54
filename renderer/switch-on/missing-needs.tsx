import type { Server } from '../../shared/domain.ts'
import { setSwitchOn } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'

/** What it declares that it cannot work without, all of it a step away. */
export function MissingNeeds({ server }: { server: Server }) {
  const { missing, enabled, name } = server
  if (missing.length === 0) return null
  const choice = missing.find((need) => need.choice)?.choice
  return (
    <section className="block stack" aria-label="What it needs">
      <div className={enabled ? 'notice denied needs-box' : 'notice needs-box'}>
        <Icon name="key" {...(enabled && { mark: 'denied' })} />
        <div>
          <p>
            <b>{name} cannot work without this.</b> It says so itself; you decide.
          </p>
          <ul>
            {missing.map(({ kind, text, reason }) => (
              <li key={`${kind} ${text}`}>
                It asks for <Plain text={text} />.{' '}
                {reason && (
                  <span className="second">
                    <Plain text={reason} />
                  </span>
                )}
              </li>
            ))}
            {choice && (
              <li className="quiet">
                That is for <Plain text={choice.name} />; <Plain text={choice.or.join(' or ')} /> will do instead.
              </li>
            )}
          </ul>
        </div>
        <span className="row">
          <Button small onClick={() => setSwitchOn(server.id)}>
            {enabled ? 'Give it…' : 'Give it and switch on…'}
          </Button>
        </span>
      </div>
    </section>
  )
}
