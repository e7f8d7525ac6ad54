import { useState } from 'react'
import type { SecretInfo } from '../../shared/access.ts'
import { act } from '../act.ts'
import { hashOf } from '../route.ts'
import { wantSecrets } from '../store/records.ts'
import { useMirror, useSecrets, useServers } from '../store/store.ts'
import { Ago } from '../ui/ago.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useOnce } from '../ui/use-once.ts'
import { safeText } from '../words/hidden.ts'
import { SecretForm } from './secret-form.tsx'

/** Names only: a value goes in and is never shown again. */
export function Secrets() {
  useOnce(wantSecrets)
  const state = useSecrets()
  const [editing, setEditing] = useState<string | null>(null)
  if (!state) return null
  const { secrets, kept, warning } = state
  return (
    <section className="block stack" aria-label="Secrets">
      <div className="head">
        <h2>Secrets</h2>
        <span className="quiet cut">
          {kept === 'keychain' ? "kept in this computer's keychain" : 'kept in an encrypted file'}
        </span>
        <span className="push">
          <Button small icon="plus" onClick={() => setEditing('')}>
            Add a secret…
          </Button>
        </span>
      </div>
      {kept === 'file' && warning && (
        <div className="notice denied">
          <Icon name="denied" mark="denied" />
          <p>
            <Plain text={warning} />
          </p>
        </div>
      )}
      {secrets.length === 0 ? (
        <p className="quiet">None yet. A secret is stored once and given to servers one by one, under their grants.</p>
      ) : (
        <table className="table secrets" aria-label="Secrets">
          <thead>
            <tr>
              <th>Name</th>
              <th className="c-value">Value</th>
              <th>Used by</th>
              <th className="c-when wide">Set</th>
              <th className="c-acts">
                <span className="sr">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {secrets.map((secret) => (
              <Row key={secret.name} secret={secret} replace={() => setEditing(secret.name)} />
            ))}
          </tbody>
        </table>
      )}
      {editing !== null && (
        <SecretForm name={editing} taken={secrets.map(({ name }) => name)} close={() => setEditing(null)} />
      )}
    </section>
  )
}

function Row({ secret: { name, setAt }, replace }: { secret: SecretInfo; replace: () => void }) {
  // From the grants as they are now: the list of secrets is not told anew for every grant.
  const servers = useServers()
  const usedBy = servers
    .filter(({ grants }) => grants.some((grant) => grant.kind === 'secret' && grant.secret === name))
    .map(({ id }) => id)
  return (
    <tr>
      <td className="mono" title={safeText(name)}>
        {name}
      </td>
      <td className="quiet">
        <span aria-label="not shown">••••••••</span>
      </td>
      <td>
        {usedBy.length === 0 ? (
          <span className="quiet">nobody</span>
        ) : (
          usedBy.map((id, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a className="link" href={hashOf({ screen: 'server', id, tab: 'grants' })}>
                {id}
              </a>
            </span>
          ))
        )}
      </td>
      <td className="quiet wide">
        <Ago at={setAt} />
      </td>
      <td>
        <span className="row tight acts">
          <IconButton icon="pen" label={`Replace ${name}`} small onClick={replace} />
          <Remove name={name} usedBy={usedBy} />
        </span>
      </td>
    </tr>
  )
}

function Remove({ name, usedBy }: { name: string; usedBy: readonly string[] }) {
  const running = useMirror(
    (state) => state.snapshot?.servers.some(({ id, instances }) => usedBy.includes(id) && instances > 0) ?? false,
  )
  return (
    <Confirm
      trigger={<IconButton icon="trash" label={`Remove ${name}`} small />}
      title={`Remove the secret ${name}?`}
      does="Remove it"
      keeps="Keep it"
      act={() => act('secrets.remove', { name })}
    >
      <p>
        {usedBy.length === 0
          ? 'No server uses it.'
          : `${usedBy.join(', ')} cannot start without it until it is set again.`}{' '}
        {running && 'Instances that run keep it until they end. '}
        Belljar cannot bring it back.
      </p>
    </Confirm>
  )
}
