import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { restartServer } from '../act.ts'
import { askAndRestart, askAndStop } from '../end-calls.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { hashOf } from '../route.ts'
import { useStateWords } from '../servers/use-state-words.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { StateText } from '../ui/state.tsx'
import { Switch } from '../ui/switch.tsx'
import { Top } from '../frame/top.tsx'
import { percent } from '../words/activity.ts'
import { counted, memory } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { ServerMenu } from './server-menu.tsx'

/** What it is, whether it should run, what it does, and the two things to do about it. */
export function ServerHead({ server }: { server: Server }) {
  const words = useStateWords(server)
  const second =
    server.instances > 1 && words.shape === 'running'
      ? `${counted(server.instances, 'instance')}, ${words.second ?? ''}`
      : words.second
  return (
    <Top
      title={
        <span className="with-icon" title={server.name}>
          <ServerIcon server={server} />
          <span className="cut">{server.name}</span>
        </span>
      }
      under={{ text: 'Servers', href: hashOf({ screen: 'servers' }) }}
    >
      <Switch label={server.name} on={server.enabled} change={(on) => switchServer(server, on)} />
      <StateText words={words} />
      {second && (
        <span className="quiet cut" title={safeText(second)}>
          <Plain text={second} />
        </span>
      )}
      <span className="row push">
        <Uses server={server} />
        <Actions server={server} />
        <ServerMenu server={server} />
      </span>
    </Top>
  )
}

/** What its instances hold now. */
function Uses({ server: { id } }: { server: Server }) {
  const usage = useMirror((state) => state.snapshot?.usage.find((one) => one.server === id))
  if (!usage || usage.instances === 0) return null
  return (
    <span className="quiet wide num">
      {memory(usage.memoryBytes)}, {percent(usage.cpu)} CPU
    </span>
  )
}

/** Only what would do something now. */
function Actions({ server }: { server: Server }) {
  const [busy, setBusy] = useState<'restart' | 'stop' | null>(null)
  const run = (which: 'restart' | 'stop', act: (id: string) => Promise<unknown>) => {
    setBusy(which)
    void act(server.id).finally(() => setBusy(null))
  }
  const { kind } = server.state
  const ended = kind === 'failed' || kind === 'waiting' || (kind === 'needs-grants' && server.missing.length === 0)
  if (server.instances === 0 && !ended) return null
  return (
    <>
      <Button
        icon="restart"
        busy={busy === 'restart'}
        onClick={() => run('restart', ended ? restartServer : askAndRestart)}
      >
        {ended ? 'Try again' : 'Restart'}
      </Button>
      {server.instances > 0 && kind !== 'stopping' && (
        <Button icon="stop" wide busy={busy === 'stop'} onClick={() => run('stop', askAndStop)}>
          Stop
        </Button>
      )}
    </>
  )
}
