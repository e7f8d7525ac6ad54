import type { KeyboardEvent, MouseEvent } from 'react'
import type { Usage } from '../../shared/watching.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { hashOf } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { StateText } from '../ui/state.tsx'
import { Switch } from '../ui/switch.tsx'
import { memory } from '../words/amounts.ts'
import { aboutServer } from '../words/about.ts'
import { percent } from '../words/activity.ts'
import { safeText } from '../words/hidden.ts'
import { troubleLines, type TroubleFacts } from '../words/trouble.ts'
import { CallsCell } from './calls-cell.tsx'
import { Touches } from './touches.tsx'
import { Troubles } from './troubles.tsx'
import { useStateWords } from './use-state-words.ts'

interface Props {
  facts: TroubleFacts
  usage: Usage | undefined
  /** The scale that all rows share. */
  most: number
  stop: { 'data-stop': number; tabIndex: number; onFocus: () => void }
  chosen: boolean
  /** Chooses it for an act on several; all from the last chosen one with `range`. */
  choose: (range: boolean) => void
  onKey: (event: KeyboardEvent<HTMLElement>) => void
}

export function ServerRow({ facts, usage, most, stop, chosen, choose, onKey }: Props) {
  const { server } = facts
  const words = useStateWords(server)
  const about = aboutServer(server)
  const on = server.tools.filter(({ enabled, held }) => enabled && !held).length
  const onRow = (event: MouseEvent<HTMLElement>) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return
    event.preventDefault()
    choose(event.shiftKey)
  }
  return (
    <tr className={server.enabled ? undefined : 'off'} aria-selected={chosen} onClick={onRow}>
      <td className="on">
        <Switch
          label={server.name}
          on={server.enabled}
          change={(enabled) => switchServer(server, enabled)}
          tabIndex={stop.tabIndex}
        />
      </td>
      <td className="has-icon">
        <button
          type="button"
          className="choose"
          tabIndex={-1}
          aria-label={`Choose ${server.name}`}
          aria-pressed={chosen}
          onClick={(event) => {
            event.stopPropagation()
            choose(event.shiftKey)
          }}
        >
          <ServerIcon server={server} />
          <Icon name="ok" />
        </button>
        <a
          className="name"
          href={hashOf({ screen: 'server', id: server.id, tab: 'tools' })}
          title={server.name}
          data-id={server.id}
          aria-keyshortcuts="Enter Space X L Delete"
          draggable={false}
          {...stop}
          onKeyDown={onKey}
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
        <span className="state-line">
          <StateText words={words} />
          {usage && usage.instances > 0 && <Uses usage={usage} />}
        </span>
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
      <td>
        <CallsCell server={server} activity={facts.activity} most={most} />
      </td>
      <td className="troubles">
        <Troubles id={server.id} lines={troubleLines(facts)} />
      </td>
    </tr>
  )
}

/** Memory, and the processor where it is worth a word. */
function Uses({ usage: { instances, memoryBytes, cpu } }: { usage: Usage }) {
  const who = instances === 1 ? '1 instance' : `${instances} instances together`
  return (
    <span className="quiet uses" title={`${who}: ${memory(memoryBytes)} of memory, ${percent(cpu)} of one core`}>
      {memory(memoryBytes)}
      {cpu >= 0.01 && `, ${percent(cpu)}`}
    </span>
  )
}
