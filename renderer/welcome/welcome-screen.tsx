import { useState } from 'react'
import type { ClientState, Server } from '../../shared/domain.ts'
import type { Call } from '../../shared/records.ts'
import { chooseFile } from '../review/choose.ts'
import { hashOf } from '../route.ts'
import { want } from '../store/records.ts'
import { useMirror, useServers } from '../store/store.ts'
import { shortNeeds } from '../switch-on/short-needs.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { Switch } from '../ui/switch.tsx'
import { Top } from '../frame/top.tsx'
import { useOnce } from '../ui/use-once.ts'
import { aboutServer } from '../words/about.ts'
import { safeText } from '../words/hidden.ts'
import { counted, duration, written } from '../words/amounts.ts'
import { Cloche } from './cloche.tsx'
import { Step } from './step.tsx'

const question = 'What time is it in Lisbon?'
const noClients: ClientState[] = []
const noCalls: Call[] = []

/** The first minute: one server on, one client connected, one question asked. */
export function WelcomeScreen() {
  const servers = useServers()
  const first = servers.find(({ name }) => name === 'time') ?? servers[0]
  const others = servers.filter((server) => server !== first)
  useOnce(() => want('calls', ''))
  return (
    <>
      <Top title="Servers">
        <span className="push" />
        {servers.length > 0 && (
          <a className="button bare" href={hashOf({ screen: 'servers' })}>
            Show the list
          </a>
        )}
        <Button icon="plus" onClick={chooseFile}>
          Install…
        </Button>
      </Top>
      <div className="body">
        <div className="hello">
          <Cloche lit={servers.some(({ enabled }) => enabled)} />
          <div className="stack hello-text">
            <h2 className="title">Every server under its own glass</h2>
            <p className="second hello-lead">
              A server starts with nothing: no files, no network, no secrets. You see every call and what came of it.
            </p>
            <ol className="steps">
              {first ? <SwitchOn server={first} /> : <InstallOne />}
              <ConnectOne />
              <AskOne />
            </ol>
          </div>
          {others.length > 0 && <AlsoHere servers={others} />}
        </div>
      </div>
    </>
  )
}

function SwitchOn({ server }: { server: Server }) {
  const tools = counted(server.tools.length, 'tool')
  const needs = shortNeeds(server.missing)
  return (
    <Step
      number={1}
      done={server.enabled}
      title={server.enabled ? `${server.name} is on` : `Switch on ${server.name}`}
      text={`${tools}. ${needs ? `It needs ${needs}` : 'It needs nothing'}.`}
    >
      <Switch label={server.name} on={server.enabled} change={(on) => switchServer(server, on)} />
    </Step>
  )
}

function InstallOne() {
  return (
    <Step number={1} done={false} title="Install a server" text="One that comes with Belljar, or any .wasm file.">
      <a className="button" href={hashOf({ screen: 'catalog' })}>
        Open the catalog
      </a>
      <Button icon="plus" onClick={chooseFile}>
        Install…
      </Button>
    </Step>
  )
}

function ConnectOne() {
  const client = useMirror((state) => state.snapshot?.clients ?? noClients)[0]
  const someoneOn = useServers().some(({ enabled }) => enabled)
  if (!client) return null
  const done = client.status === 'connected'
  return (
    <Step
      number={2}
      later={!someoneOn}
      done={done}
      title={done ? `${client.name} is connected` : `Connect ${client.name}`}
      text={done ? (client.then[0] ?? 'Restart it once.') : 'You see the exact change before it is written.'}
    >
      <a className="button" href={hashOf({ screen: 'clients', item: client.id })}>
        {done ? 'Show' : 'Connect…'}
      </a>
    </Step>
  )
}

function AskOne() {
  const calls = useMirror((state) => state.calls[''] ?? noCalls)
  const [openedAt] = useState(() => Date.now())
  const call = calls.find(({ at, session }) => session !== null && at >= openedAt - 60_000)
  const connected = useMirror((state) => state.snapshot?.clients.some(({ status }) => status === 'connected') ?? false)
  if (call) {
    return (
      <Step
        number={3}
        done
        title={
          <>
            <Plain text={call.client} /> called <span className="mono">{call.tool}</span>
          </>
        }
        text={
          call.durationMs === undefined
            ? 'It is being answered now.'
            : `Answered in ${written(duration(call.durationMs))}.`
        }
      >
        <a className="button" href={hashOf({ screen: 'calls', item: call.id })}>
          Show the call
        </a>
      </Step>
    )
  }
  return (
    <Step
      number={3}
      later={!connected}
      done={false}
      title={`Ask “${question}”`}
      text="The call shows up here while Claude answers."
    >
      <CopyButton bare text={question} label="Copy the question" />
    </Step>
  )
}

function AlsoHere({ servers }: { servers: Server[] }) {
  const tools = servers.reduce((sum, server) => sum + server.tools.length, 0)
  return (
    <section className="others" aria-label="Also here">
      <div className="row">
        <h2>{servers.some(({ enabled }) => enabled) ? 'Also here' : 'Also here, switched off'}</h2>
        <span className="quiet cut">
          {counted(tools, 'tool')} in {counted(servers.length, 'server')}
        </span>
        <a className="link push" href={hashOf({ screen: 'catalog' })}>
          See what they do
        </a>
      </div>
      <ul>
        {servers.slice(0, 8).map((server) => (
          <li key={server.id}>
            <a href={hashOf({ screen: 'server', id: server.id, tab: 'tools' })} title={safeText(aboutServer(server))}>
              <ServerIcon server={server} />
              <span className="name cut">{server.name}</span>
              <small className="quiet cut">
                {counted(server.tools.length, 'tool')},{' '}
                {server.enabled ? 'on' : `needs ${shortNeeds(server.missing) || 'nothing'}`}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
