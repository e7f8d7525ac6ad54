import type { Needs } from '../../shared/grants.ts'
import { isAny } from '../../shared/missing-needs.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { asksFor, type Need } from '../words/needs.ts'

const icons: Record<Need, IconName> = {
  directories: 'folder',
  hosts: 'host',
  variables: 'env',
  config: 'settings',
  secrets: 'key',
  store: 'store',
}
const nouns: Partial<Record<Need, string>> = { hosts: 'the site', variables: 'the value', secrets: 'the key' }

/** What a server will ask for when it is switched on. None of it is given by installing it. */
export function WillAsk({ needs }: { needs: Needs }) {
  const asked = Object.entries(asksFor(needs)).flatMap(([need, list]) =>
    list.map((one) => ({ ...one, need: need as Need })),
  )
  return (
    <div className="block stack">
      <h3>{asked.length === 0 ? 'It will ask for nothing' : 'It will ask for'}</h3>
      {asked.length === 0 ? (
        <p className="second">It computes with what it is called with: no files, no network, no secrets.</p>
      ) : (
        <>
          <ul className="will-ask">
            {asked.map(({ need, what, name, required, reason, choice }) => (
              <li key={`${need} ${what}`}>
                <Icon name={icons[need]} />
                <span>
                  {isAny(what) ? 'any public site' : name ? <Named noun={nouns[need]} what={what} /> : what}
                  {choice && (
                    <span className="quiet">
                      {' '}
                      for <Plain text={choice} />
                    </span>
                  )}
                  {!required && !choice && <span className="quiet">, if you like</span>}
                </span>
                {reason && (
                  <small className="quiet">
                    <Plain text={reason} />
                  </small>
                )}
              </li>
            ))}
          </ul>
          <p className="quiet">Installing it gives it none of these. You decide about each when you switch it on.</p>
        </>
      )}
    </div>
  )
}

function Named({ noun, what }: { noun: string | undefined; what: string }) {
  return (
    <>
      {noun}{' '}
      <span className="mono">
        <Plain text={what} />
      </span>
    </>
  )
}
