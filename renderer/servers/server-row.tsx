import { describeGrants } from '../../shared/grants.ts'
import type { Server } from '../../shared/domain.ts'
import { shortNeeds } from '../switch-on/short-needs.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { hashOf } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { Ago } from '../ui/ago.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { StateText } from '../ui/state.tsx'
import { Switch } from '../ui/switch.tsx'
import { count, counted } from '../words/amounts.ts'
import { aboutServer } from '../words/about.ts'
import { safeText } from '../words/hidden.ts'
import { stateWords } from '../words/server-state.ts'

interface Props {
  server: Server
  stop: { 'data-stop': number; tabIndex: number; onFocus: () => void }
  /** It has traps that nobody looked at. */
  unseen: boolean
  /** Denials that nobody dismissed. */
  denied: number
}

export function ServerRow({ server, stop, unseen, denied }: Props) {
  const runtime = useMirror((state) => state.snapshot?.runtime)
  const words = stateWords(server, runtime)
  const about = aboutServer(server)
  const on = server.tools.filter(({ enabled, held }) => enabled && !held).length
  return (
    <tr className={server.enabled ? undefined : 'off'}>
      <td className="on">
        <Switch
          label={server.name}
          on={server.enabled}
          change={(enabled) => switchServer(server, enabled)}
          tabIndex={stop.tabIndex}
        />
      </td>
      <td className="has-icon">
        <ServerIcon server={server} />
        <a
          className="name"
          href={hashOf({ screen: 'server', id: server.id, tab: 'tools' })}
          title={server.name}
          data-id={server.id}
          aria-keyshortcuts="Enter Space"
          {...stop}
          onKeyDown={(event) => {
            if (event.key !== ' ') return
            event.preventDefault()
            void switchServer(server, !server.enabled)
          }}
        >
          {server.name}
        </a>
        {about && (
          <small title={safeText(about)}>
            <Plain text={about} />
          </small>
        )}
      </td>
      <td className="wide quiet mono">{server.kind}</td>
      <td>
        <StateText words={words} />
        {words.second && (
          <small title={safeText(words.second)}>
            <Plain text={words.second} />
          </small>
        )}
      </td>
      <td className="quiet">
        <Touches server={server} />
      </td>
      <td className="num wide">
        {on} of {server.tools.length}
      </td>
      <td className="num">
        {server.callCount === 0 && server.lastCallAt === undefined ? (
          <span className="quiet">none yet</span>
        ) : (
          <>
            {count(server.callCount)}
            {server.lastCallAt !== undefined && (
              <small>
                <Ago at={server.lastCallAt} />
              </small>
            )}
          </>
        )}
      </td>
      <td className="troubles">
        {denied > 0 && <Denied server={server} number={denied} />}
        {server.trapCount > 0 && <Traps server={server} unseen={unseen} />}
      </td>
    </tr>
  )
}

function Touches({ server }: { server: Server }) {
  const text = describeGrants(server.grants)
  if (server.withheld) {
    return (
      <>
        nothing
        <small title={safeText(server.withheld)}>withheld: {text}</small>
      </>
    )
  }
  const needs = shortNeeds(server.missing)
  return (
    <>
      <span title={safeText(text)}>{text}</span>
      {needs && <small title={`needs ${needs}`}>needs {needs}</small>}
    </>
  )
}

function Denied({ server, number }: { server: Server; number: number }) {
  return (
    <a className="state denied" href={hashOf({ screen: 'server', id: server.id, tab: 'grants' })} tabIndex={-1}>
      <Icon name="denied" mark="denied" />
      {count(number)} denied
    </a>
  )
}

/** Loud only while there is something to look at. */
function Traps({ server, unseen }: { server: Server; unseen: boolean }) {
  return (
    <a
      className={unseen ? 'state trapped' : 'state quiet'}
      href={hashOf({ screen: 'server', id: server.id, tab: 'traps' })}
      tabIndex={-1}
    >
      <Icon name="trapped" {...(unseen && { mark: 'trapped' })} />
      {counted(server.trapCount, 'trap')}
    </a>
  )
}
