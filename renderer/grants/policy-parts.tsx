import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'

/** Parts of a policy that do not come along. Never left out in silence. */
export function Parts({ title, parts, refused }: { title: string; parts: readonly string[]; refused?: boolean }) {
  if (parts.length === 0) return null
  return (
    <section className="stack" aria-label={title}>
      <h3>{title}</h3>
      <ul className="stack parts">
        {parts.map((part) => (
          <li key={part} className={refused ? 'mistake' : 'warns'}>
            <Icon name={refused ? 'failed' : 'minus'} mark={refused ? 'failed' : 'stopped'} />
            <p>
              <Plain text={part} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
