import type { Denial } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import { act, dropDenial } from '../act.ts'
import { useDenials } from '../store/store.ts'
import { useUserHome } from '../store/user-home.ts'
import { Ago } from '../ui/ago.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { count } from '../words/amounts.ts'
import { tilde } from '../words/paths.ts'
import { allowDenied } from './grant-form.ts'

const shown = 4

/** What it tried and was not allowed, newest first, each with the way to allow it. */
export function Denials({ server }: { server: Server }) {
  const denials = useDenials().filter((denial) => denial.server === server.id)
  if (denials.length === 0) return null
  return (
    <section className="block stack" aria-label="Denied">
      {denials.slice(0, shown).map((denial) => (
        <Denied key={denial.id} denial={denial} />
      ))}
      {denials.length > 1 && (
        <div className="row">
          {denials.length > shown && <span className="quiet">and {count(denials.length - shown)} more</span>}
          <span className="push" />
          <Button bare small onClick={() => void act('denials.dismiss', { server: server.id })}>
            Dismiss all {denials.length}
          </Button>
        </div>
      )}
    </section>
  )
}

function Denied({ denial }: { denial: Denial }) {
  const { id, server, by, reason, tool, client, at, suggest, count: times } = denial
  const guess = by === 'guess'
  return (
    <div className={guess ? 'notice' : 'notice denied'}>
      <Icon name="denied" mark="denied" />
      <div>
        <p>
          <b>
            <What text={denial.text} />
          </b>{' '}
          {guess && <span className="tag">a guess</span>}
        </p>
        <p className="second">
          {tool && (
            <>
              <span className="mono">
                <Plain text={tool} />
              </span>{' '}
              for{' '}
            </>
          )}
          <Plain text={client} />, <Ago at={at} />
          {times > 1 && `, ${count(times)} times`}. <Plain text={reason} />
        </p>
      </div>
      <span className="row">
        <Button bare small onClick={() => void dropDenial(id)}>
          Dismiss
        </Button>
        {suggest && (
          <Button small onClick={() => allowDenied(server, id, suggest)}>
            {suggest.kind === 'directory' && suggest.access === 'write' ? 'Allow writing…' : 'Allow…'}
          </Button>
        )}
      </span>
    </div>
  )
}

/** The path or address at the end of the sentence is what a machine reads. */
function What({ text }: { text: string }) {
  const home = useUserHome()
  const at = text.search(/(?<=\s)(?:\/|https?:\/\/|[A-Za-z]:[\\/])/u)
  if (at < 0) return <Plain text={text} />
  return (
    <>
      <Plain text={text.slice(0, at)} />
      <span className="mono">
        <Plain text={tilde(text.slice(at), home)} />
      </span>
    </>
  )
}
