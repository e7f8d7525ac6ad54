import { Menu } from '@base-ui/react/menu'
import { useState } from 'react'
import type { Call } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { Ago } from '../ui/ago.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { outcomeWords } from '../words/outcomes.ts'
import { bringArguments } from './open-call.ts'

const shown = 20

/** Earlier calls of this tool: one that is picked brings its arguments. */
export function HistoryMenu({ server, tool }: { server: string; tool: string }) {
  const [calls, setCalls] = useState<Call[] | string>([])
  const look = () =>
    ask('calls.list', { server, tool, limit: shown }).then(
      (found) => setCalls(found.length > 0 ? found : 'It has not been called yet.'),
      () => setCalls('The history cannot be read now.'),
    )
  return (
    <Menu.Root onOpenChange={(open) => void (open && look())}>
      <Menu.Trigger className="button bare small">
        <Icon name="down" />
        From history
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" sideOffset={4} align="end">
          <Menu.Popup className="menu history-menu">
            {typeof calls === 'string' ? (
              <p className="quiet menu-note">{calls}</p>
            ) : (
              calls.map((call) => (
                <Menu.Item key={call.id} className="menu-item" onClick={() => void bringArguments(call)}>
                  <span className="quiet when">
                    <Ago at={call.at} />
                  </span>
                  <span className="mono cut">
                    <Plain text={call.argsPreview} />
                  </span>
                  {call.outcome !== 'answered' && <span className="quiet">{outcomeWords(call.outcome).word}</span>}
                </Menu.Item>
              ))
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
