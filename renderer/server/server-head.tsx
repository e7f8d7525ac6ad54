import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { restartServer, stopServer } from '../act.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { hashOf } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { StateText } from '../ui/state.tsx'
import { Switch } from '../ui/switch.tsx'
import { Top } from '../frame/top.tsx'
import { counted } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { stateWords } from '../words/server-state.ts'

/** What it is, whether it should run, what it does, and the two things to do about it. */
export function ServerHead({ server }: { server: Server }) {
  const runtime = useMirror((state) => state.snapshot?.runtime)
  const words = stateWords(server, runtime)
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
        <Actions server={server} />
      </span>
    </Top>
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
      <Button icon="restart" busy={busy === 'restart'} onClick={() => run('restart', restartServer)}>
        {ended ? 'Try again' : 'Restart'}
      </Button>
      {server.instances > 0 && kind !== 'stopping' && (
        <Button icon="stop" wide busy={busy === 'stop'} onClick={() => run('stop', stopServer)}>
          Stop
        </Button>
      )}
    </>
  )
}
