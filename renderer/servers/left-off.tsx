import type { ServerId } from '../../shared/domain.ts'
import { useServers } from '../store/store.ts'
import { shortNeeds } from '../switch-on/short-needs.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { counted } from '../words/amounts.ts'
import { needsAnswer } from './many.ts'
import { switchOnOneByOne } from './one-by-one.ts'

/** Servers that were to be switched on with others and need something first. One by one, each with its own question. */
export function LeftOff({ ids, forget }: { ids: readonly ServerId[]; forget: () => void }) {
  const left = useServers().filter((server) => ids.includes(server.id) && needsAnswer(server))
  if (left.length === 0) return null
  return (
    <div className="banner" role="status">
      <Icon name="key" mark="denied" />
      <p>
        <b>{left.length === 1 ? 'One was left off.' : `${counted(left.length, 'server')} were left off.`}</b>{' '}
        {left.map(({ name, missing }) => `${name} needs ${shortNeeds(missing)}`).join(', ')}.
      </p>
      <span className="row">
        <Button small onClick={() => switchOnOneByOne(left.map(({ id }) => id))}>
          {left.length === 1 ? 'Switch it on…' : 'One by one…'}
        </Button>
        <IconButton icon="close" label="Leave them off" small onClick={forget} />
      </span>
    </div>
  )
}
