import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { restartMany, switchMany } from './many.ts'

interface Props {
  servers: readonly Server[]
  clear: () => void
  /** These need grants before they can be switched on. */
  leaveOff: (servers: Server[]) => void
  remove: () => void
}

type Doing = 'on' | 'off' | 'restart'

/** In the head of the page while rows are chosen: what can be done with all of them. */
export function ChosenBar({ servers, clear, leaveOff, remove }: Props) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const run = (which: Doing, act: () => Promise<unknown>) => {
    setDoing(which)
    void act().finally(() => setDoing(null))
  }
  return (
    <div
      className="row chosen-bar"
      role="group"
      aria-label="Chosen servers"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        clear()
        document.querySelector<HTMLElement>('#main [data-stop][tabindex="0"]')?.focus()
      }}
    >
      <span className="quiet push-end" role="status">
        {servers.length} chosen
      </span>
      <Button
        icon="power"
        busy={doing === 'on'}
        onClick={() => run('on', async () => leaveOff(await switchMany(servers, true)))}
      >
        Switch on
      </Button>
      <Button icon="off" busy={doing === 'off'} onClick={() => run('off', () => switchMany(servers, false))}>
        Switch off
      </Button>
      <Button icon="restart" busy={doing === 'restart'} onClick={() => run('restart', () => restartMany(servers))}>
        Restart
      </Button>
      <Button icon="trash" onClick={remove}>
        Remove…
      </Button>
      <IconButton icon="close" label="Choose none" onClick={clear} />
    </div>
  )
}
