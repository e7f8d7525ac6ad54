import { useState } from 'react'
import { act } from '../act.ts'
import { hashOf, type Tab } from '../route.ts'
import { mirror, useMirror } from '../store/store.ts'
import { withHealth } from '../store/patch.ts'
import { Ago } from '../ui/ago.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Segments } from '../ui/segments.tsx'
import { counted, duration, written } from '../words/amounts.ts'
import { uptimeText } from '../words/health.ts'
import { HealthStateText } from './health-row.tsx'
import type { Watched } from './health-screen.tsx'
import { ChecksPart, FailuresPart, ToolsPart } from './history-parts.tsx'
import { useHistory } from './use-history.ts'

const spans = [
  { value: '24', text: '24 h' },
  { value: '168', text: '7 d' },
] as const
const slots = { 24: 48, 168: 84 }
const places: { tab: Tab; text: string }[] = [
  { tab: 'logs', text: 'Logs' },
  { tab: 'calls', text: 'Calls' },
  { tab: 'traps', text: 'Traps' },
]

/** How one server did over time. */
export function HealthDetail({ server, health, close }: Watched & { close: () => void }) {
  const [span, setSpan] = useState<'24' | '168'>('24')
  const hours = Number(span)
  const history = useHistory(server.id, hours, slots[span], health.checkedAt)
  return (
    <aside className="detail" aria-label={`Health of ${server.name}`} tabIndex={0}>
      <div className="block">
        <div className="head">
          <h2 className="cut">
            <a href={hashOf({ screen: 'server', id: server.id, tab: 'tools' })}>{server.name}</a>
          </h2>
          <span className="row push tight">
            <CheckNow id={server.id} />
            <IconButton icon="close" label="Close" small onClick={close} />
          </span>
        </div>
        <Facts health={health} />
        <p className="row wrap health-links">
          {places.map(({ tab, text }) => (
            <a key={tab} className="link" href={hashOf({ screen: 'server', id: server.id, tab })}>
              {text}
            </a>
          ))}
        </p>
      </div>
      <div className="block">
        <div className="head">
          <h3>Checks</h3>
          <span className="push" />
          <Segments label="Time" value={span} change={setSpan} options={spans} />
        </div>
        <ChecksPart history={history} hours={hours} />
      </div>
      <ToolsPart history={history} hours={hours} />
      <FailuresPart history={history} />
    </aside>
  )
}

function CheckNow({ id }: { id: string }) {
  const [busy, setBusy] = useState(false)
  const check = async () => {
    setBusy(true)
    const health = await act('health.check', { id })
    if (health) useMirror.setState(withHealth(mirror(), [health]))
    setBusy(false)
  }
  return (
    <Button small busy={busy} keys="C" data-key="c" onClick={() => void check()}>
      Check now
    </Button>
  )
}

function Facts({ health }: { health: Watched['health'] }) {
  const { state, since, uptime, checks, checkedAt, tookMs } = health
  return (
    <dl className="facts">
      <dt>State</dt>
      <dd>
        <HealthStateText health={health} />
      </dd>
      {state === 'failing' && (
        <>
          <dt>Since</dt>
          <dd>
            <Ago at={since} />
          </dd>
        </>
      )}
      <dt>Uptime</dt>
      <dd>{uptime === null ? 'none yet' : `${uptimeText(uptime)} of ${counted(checks, 'check')} in 24 h`}</dd>
      <dt>Last check</dt>
      <dd>
        {checkedAt === undefined || tookMs === undefined ? (
          'none yet'
        ) : (
          <>
            {written(duration(tookMs))}, <Ago at={checkedAt} />
          </>
        )}
      </dd>
    </dl>
  )
}
