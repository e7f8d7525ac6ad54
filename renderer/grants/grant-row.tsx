import { sayHeld, type Grant } from '../../shared/grants.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Sentence } from './sentence.tsx'

export const grantIcons: Record<Grant['kind'], IconName> = {
  directory: 'folder',
  host: 'host',
  environment: 'env',
  'pass-through': 'env',
  config: 'settings',
  secret: 'key',
  keyvalue: 'store',
}

interface Props {
  grant: Grant
  /** Running instances do not have it yet. */
  waits: boolean
  stop: { 'data-stop': number; tabIndex: number; onFocus: () => void }
  change: () => void
  revoke: () => void
}

export function GrantRow({ grant, waits, stop, change, revoke }: Props) {
  const keys = (event: React.KeyboardEvent) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return
    event.preventDefault()
    revoke()
  }
  return (
    <li className="grant">
      <Icon name={grantIcons[grant.kind]} />
      <div>
        <button
          type="button"
          className="grant-pick"
          aria-keyshortcuts="Enter Delete"
          {...stop}
          onClick={change}
          onKeyDown={keys}
        >
          <Sentence grant={grant} />
        </button>
        <p className="how">{sayHeld(grant)}</p>
      </div>
      {waits && <span className="tag">restart to apply</span>}
      <span className="row tight">
        <IconButton icon="pen" label="Change" small tabIndex={stop.tabIndex} onClick={change} />
        <IconButton icon="close" label="Revoke" small tabIndex={stop.tabIndex} onClick={revoke} />
      </span>
    </li>
  )
}

/** It was revoked, and instances that run still have it. */
export function RevokedRow({ grant, back }: { grant: Grant; back: () => void }) {
  return (
    <li className="grant">
      <Icon name={grantIcons[grant.kind]} />
      <div>
        <p>
          <s>
            <Sentence grant={grant} />
          </s>{' '}
          Revoked, applies at the next start.
        </p>
        <p className="how">Still held for the instances that run.</p>
      </div>
      <span className="tag">restart to apply</span>
      <span className="row tight">
        <IconButton icon="undo" label="Give it back" small onClick={back} />
      </span>
    </li>
  )
}
