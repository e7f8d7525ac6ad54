import type { Call } from '../../shared/records.ts'
import { go } from '../route.ts'

/** Opens a call's tool with the call's arguments. */
export function openInPlayground({ server, tool }: Pick<Call, 'id' | 'server' | 'tool'>): void {
  go({ screen: 'server', id: server, tab: 'tools', item: tool })
}
