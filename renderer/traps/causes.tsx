import type { TrapDetail } from '../../shared/records.ts'
import { causesOf, notCauses, type Said } from '../../shared/trap-causes.ts'
import { hashOf } from '../route.ts'
import { Ago } from '../ui/ago.tsx'
import { Plain } from '../ui/plain.tsx'

/** As many as are worth a line: the list of traps has all. */
const shownBefore = 5

export function Causes({ trap }: { trap: TrapDetail }) {
  const not = notCauses(trap)
  const before = trap.before.slice(0, shownBefore)
  return (
    <section className="block causes" aria-label="Likely causes">
      <div className="head">
        <h2>Likely causes</h2>
      </div>
      <ol>
        {causesOf(trap).map((cause, index) => (
          <li key={index}>
            <span aria-hidden="true">{index + 1}</span>
            <div>
              <p>
                <b>{cause.title}</b> <Sentence said={cause.why} />
              </p>
              <p className="second">{cause.todo}</p>
            </div>
          </li>
        ))}
      </ol>
      {before.length > 0 && (
        <p className="second">
          The same place before:{' '}
          {before.map(({ id, at }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a className="link" href={hashOf({ screen: 'traps', item: id })}>
                <Ago at={at} />
              </a>
            </span>
          ))}
          {trap.before.length > before.length && ` and ${trap.before.length - before.length} more`}
        </p>
      )}
      {not.length > 0 && <p className="quiet">Not the cause: {not.join(', ')}.</p>}
    </section>
  )
}

function Sentence({ said }: { said: Said }) {
  return said.map((part, index) =>
    typeof part === 'string' ? (
      part
    ) : (
      <span key={index} className="mono">
        <Plain text={part.code} />
      </span>
    ),
  )
}
