import { Ago } from '../ui/ago.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { safeText } from '../words/hidden.ts'
import type { Need } from './needs.ts'

/** At the foot of the sidebar; on the rail only a flag with a number. */
export function NeedsYou({ needs }: { needs: Need[] }) {
  const first = needs[0]
  if (!first) return null
  return (
    <>
      <section className="needs" aria-label="Needs you">
        <h2>
          Needs you <span>{needs.length}</span>
        </h2>
        {needs.slice(0, 4).map((need) => (
          <a key={need.key} href={need.href} title={safeText(`${need.text}, ${need.second}`)}>
            <Icon name={need.icon} mark={need.mark} />
            <span className="cut">{need.text}</span>
            <small>
              <Plain text={need.second} />
              {need.at !== undefined && (
                <>
                  , <Ago at={need.at} />
                </>
              )}
            </small>
          </a>
        ))}
        {needs.length > 4 && <p className="needs-more quiet">and {needs.length - 4} more</p>}
      </section>
      <nav className="nav needs-rail" aria-label="Needs you">
        <a href={first.href} title={`Needs you: ${needs.length}`}>
          <Icon name="flag" />
          <span>Needs you</span>
          <span className="count">{needs.length}</span>
        </a>
      </nav>
    </>
  )
}
