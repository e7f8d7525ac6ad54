import type { Server } from '../../shared/domain.ts'
import { AskDialog } from '../ui/ask-dialog.tsx'
import { counted } from '../words/amounts.ts'
import { removeMany } from './many.ts'

interface Props {
  servers: readonly Server[]
  close: () => void
  /** At least one is gone. */
  removed?: () => void
}

/** Asks before servers go with all that is kept of them. The focus starts on the harmless answer. */
export function RemoveServers({ servers, close, removed }: Props) {
  const [first] = servers
  if (!first) return null
  const one = servers.length === 1
  const what = one ? first.name : counted(servers.length, 'server')
  const its = one ? 'Its file, its' : 'Their files, their'
  const remove = async () => {
    if ((await removeMany(servers)) > 0) removed?.()
  }
  return (
    <AskDialog
      title={`Remove ${what}?`}
      does={`Remove ${what}`}
      keeps={one ? 'Keep it' : 'Keep them'}
      act={() => void remove()}
      close={close}
    >
      {!one && <p>{servers.map(({ name }) => name).join(', ')}.</p>}
      <p>
        {its} grants, calls, logs and traps are deleted.{' '}
        {servers.some(({ instances }) => instances > 0) && 'Calls that are running end with an error. '}
        {servers.some(({ enabled }) => enabled) && `Clients lose ${one ? 'its' : 'their'} tools at once. `}
        {back(servers)}
      </p>
    </AskDialog>
  )
}

function back(servers: readonly Server[]): string {
  const bundled = servers.filter((server) => server.bundled).length
  const one = servers.length === 1
  if (bundled === servers.length) return `The catalog has ${one ? 'it' : 'them'} for installing again.`
  if (bundled > 0) return 'They can be installed again: from the catalog, or from their .wasm files.'
  return one ? 'It can be installed again from its .wasm file.' : 'They can be installed again from their .wasm files.'
}
