import { useEffect, useState } from 'react'
import { ask } from '../connection.ts'
import { useEpoch } from '../store/store.ts'
import { safeText } from '../words/hidden.ts'

interface Props {
  value: string
  change: (client: string) => void
  /** Goes in narrow windows. */
  wide?: boolean
}

export function ClientSelect({ value, change, wide }: Props) {
  const clients = useClients()
  const all = value && !clients.includes(value) ? [...clients, value] : clients
  return (
    <select
      className={wide ? 'select plain wide' : 'select plain'}
      aria-label="Client"
      value={value}
      onChange={(event) => change(event.target.value)}
    >
      <option value="">Any client</option>
      {all.map((client) => (
        <option key={client} value={client}>
          {safeText(client)}
        </option>
      ))}
    </select>
  )
}

function useClients(): string[] {
  const epoch = useEpoch()
  const [clients, setClients] = useState<string[]>([])
  useEffect(() => {
    let current = true
    ask('calls.clients', null).then(
      (found) => current && setClients(found),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [epoch])
  return clients
}
