import { replace } from '../route.ts'
import { LogView } from './log-view.tsx'

/** Lines of all servers, or of one. */
export function LogsScreen({ query }: { query?: string | undefined }) {
  return (
    <LogView address={query} write={(address) => replace({ screen: 'logs', ...(address && { query: address }) })} />
  )
}
