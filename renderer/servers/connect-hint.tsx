import type { ClientState } from '../../shared/domain.ts'
import { hashOf } from '../route.ts'
import { useMirror, useServers } from '../store/store.ts'
import { Icon } from '../ui/icon.tsx'

const noClients: ClientState[] = []

/** Servers that are on and reach nobody: the one thing that is left to do. */
export function ConnectHint() {
  const servers = useServers()
  const clients = useMirror((state) => state.snapshot?.clients ?? noClients)
  const sessions = useMirror((state) => state.snapshot?.sessions.length ?? 0)
  const first = clients[0]
  const reached = sessions > 0 || clients.some(({ status }) => status === 'connected')
  if (!first || reached || !servers.some(({ enabled }) => enabled)) return null
  return (
    <div className="banner">
      <Icon name="plug" mark="stopped" />
      <p>
        <b>No client is connected yet.</b> Servers that are on work as soon as {first.name} or another client has
        Belljar in its config.
      </p>
      <span className="row">
        <a className="button small" href={hashOf({ screen: 'clients' })}>
          Connect…
        </a>
      </span>
    </div>
  )
}
