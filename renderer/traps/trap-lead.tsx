import type { Grant } from '../../shared/grants.ts'
import type { TrapRecord } from '../../shared/records.ts'
import { panicPlace, trapHeadline } from '../../shared/trap-words.ts'
import { useServer } from '../store/store.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { counted } from '../words/amounts.ts'

/** Plain words first, the trap's own second. */
export function TrapLead({ trap }: { trap: TrapRecord }) {
  const place = panicPlace(trap)
  const grants = useServer(trap.server)?.grants
  return (
    <div className="lead trap-lead">
      <Icon name="trapped" mark="trapped" />
      <h2 className="title">
        <Plain text={trapHeadline(trap.server, trap)} />
      </h2>
      <p className="second">
        <span className="mono">
          <Plain text={trap.message} />
        </span>
        {place && (
          <>
            , a Rust panic at{' '}
            <span className="mono">
              <Plain text={place} />
            </span>
          </>
        )}
      </p>
      <p className="second">
        {trap.call ? (
          <>
            <Plain text={trap.client === 'Belljar' ? 'You' : trap.client} /> got an error for this one call and went on.
          </>
        ) : (
          'It was in no call of a tool: it trapped while it started, or between two calls.'
        )}{' '}
        {grants && touched(grants)}
      </p>
    </div>
  )
}

/** What may be unfinished outside of it. Judged by what it is granted now, which may be more or less than it was. */
function touched(grants: readonly Grant[]): string {
  const folders = grants.filter((grant) => grant.kind === 'directory')
  const writes = folders.filter(({ access }) => access === 'write').length
  const stores = grants.some(({ kind }) => kind === 'keyvalue')
  const hosts = grants.filter(({ kind }) => kind === 'host').length
  if (writes > 0 || stores) {
    const where = [writes > 0 && counted(writes, 'folder'), stores && 'a key-value store'].filter(Boolean)
    return `As granted now, it may write to ${where.join(' and ')}: what it was writing may be unfinished.`
  }
  if (hosts > 0)
    return `As granted now, it may ask ${counted(hosts, 'host')}: a request that it sent may have been carried out.`
  if (folders.length > 0) return `As granted now, it may only read ${counted(folders.length, 'folder')}.`
  return 'As granted now, it can write nothing outside of it.'
}
