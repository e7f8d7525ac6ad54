import type { ClientState } from '../../shared/domain.ts'
import { act } from '../act.ts'
import { replace } from '../route.ts'
import { withPart } from '../store/patch.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useRoving } from '../ui/roving.ts'
import { Top } from '../frame/top.tsx'
import { counted } from '../words/amounts.ts'
import { clientWords } from '../words/clients.ts'
import { ClientDetail } from './client-detail.tsx'
import { Sessions } from './sessions.tsx'

const noClients: ClientState[] = []

export function ClientsScreen({ item }: { item?: string | undefined }) {
  const clients = useMirror((state) => state.snapshot?.clients ?? noClients)
  const chosen = clients.find(({ id }) => id === item) ?? clients[0]
  const connected = clients.filter(({ status }) => status === 'connected').length
  const look = async () => {
    const found = await act('clients.list', null)
    if (found) useMirror.setState((state) => withPart(state, { clients: found }))
  }
  return (
    <>
      <Top title="Clients">
        <span className="quiet cut">
          {connected === 0 ? 'none connected' : `${counted(connected, 'client')} connected`}
        </span>
        <span className="push" />
        <Button bare icon="restart" onClick={() => void look()}>
          Look again
        </Button>
      </Top>
      {chosen ? (
        <div className="split clients-split">
          <div>
            <ClientList clients={clients} chosen={chosen} />
            <Sessions />
          </div>
          <ClientDetail key={chosen.id} client={chosen} />
        </div>
      ) : (
        <Empty title="No client is known here">Belljar knows no client application for this system.</Empty>
      )}
    </>
  )
}

const marks: Partial<Record<ClientState['status'], { icon: IconName; mark: string }>> = {
  connected: { icon: 'ok', mark: 'running' },
  'changed-outside': { icon: 'held', mark: 'denied' },
  unreadable: { icon: 'failed', mark: 'failed' },
}

function ClientList({ clients, chosen }: { clients: ClientState[]; chosen: ClientState }) {
  const { listProps, stop } = useRoving<HTMLUListElement>(clients.length, clients.indexOf(chosen))
  return (
    <ul className="list" aria-label="Clients" {...listProps}>
      {clients.map((client, index) => {
        const mark = marks[client.status]
        const row = stop(index)
        const choose = () => replace({ screen: 'clients', item: client.id })
        return (
          <li key={client.id} className={client === chosen ? 'item two chosen' : 'item two'}>
            <button
              type="button"
              className="pick"
              aria-current={client === chosen || undefined}
              {...row}
              onFocus={() => {
                row.onFocus()
                choose()
              }}
              onClick={choose}
            >
              <span className="name">{client.name}</span>
              <small>{clientWords(client)}</small>
            </button>
            {mark && <Icon name={mark.icon} mark={mark.mark} />}
          </li>
        )
      })}
    </ul>
  )
}
