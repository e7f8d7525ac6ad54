import type { Server } from '../../shared/domain.ts'
import type { Health } from '../../shared/watching.ts'
import { act } from '../act.ts'
import { Top } from '../frame/top.tsx'
import { go, hashOf } from '../route.ts'
import { useMirror, useServers } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { counted } from '../words/amounts.ts'
import { HealthDetail } from './health-detail.tsx'
import { HealthTable } from './health-table.tsx'

/** One row of the table. */
export interface Watched {
  server: Server
  health: Health
}

const none: Health[] = []

/** Whether the servers that are switched on work. */
export function HealthScreen({ item }: { item?: string | undefined }) {
  const servers = useServers()
  const all = useMirror((state) => state.snapshot?.health ?? none)
  const probe = useMirror((state) => state.snapshot?.settings.probe ?? true)
  const rows = servers.flatMap((server): Watched[] => {
    const health = all.find((one) => one.server === server.id)
    return server.enabled && health ? [{ server, health }] : []
  })
  const chosen = rows.find(({ server }) => server.id === item)
  const failing = rows.filter(({ health }) => health.state === 'failing').length
  const off = servers.length - rows.length
  return (
    <>
      <Top title="Health">
        {rows.length > 0 && (
          <span className="quiet cut">
            {counted(rows.length, 'server')} on, {failing === 0 ? 'none failing' : `${failing} failing`}
          </span>
        )}
        <span className="push" />
        <a className="button bare" href={hashOf({ screen: 'settings' })}>
          <Icon name="settings" />
          Settings
        </a>
      </Top>
      {!probe && <Unwanted />}
      {rows.length === 0 ? (
        <div className="body">
          <Empty
            title="No server is switched on"
            actions={
              <a className="button" href={hashOf({ screen: 'servers' })}>
                Show the servers
              </a>
            }
          >
            Each server that is on is asked once a minute whether it starts and lists its tools. What came of it appears
            here.
          </Empty>
        </div>
      ) : (
        <div className={chosen ? 'cols health-cols' : 'cols health-cols one'}>
          <HealthTable
            rows={rows}
            off={off}
            item={chosen?.server.id}
            open={(id) => go({ screen: 'health', ...(id && { item: id }) })}
          />
          {chosen && <HealthDetail key={chosen.server.id} {...chosen} close={() => go({ screen: 'health' })} />}
        </div>
      )}
    </>
  )
}

function Unwanted() {
  return (
    <div className="banner" role="status">
      <Icon name="pause" mark="stopped" />
      <p>
        <b>Servers are not checked by themselves.</b> That is switched off in Settings. Each can still be checked here.
      </p>
      <span className="row">
        <Button small onClick={() => void act('settings.set', { probe: true })}>
          Check once a minute
        </Button>
      </span>
    </div>
  )
}
