import type { ClientState } from '../../shared/domain.ts'

/** Who made a call: the window and the command line do it as `Belljar`. Guest text that is not made safe yet. */
export function callerName(client: string): string {
  return client === 'Belljar' ? 'You, playground' : client
}

/** The second line of a client's name. */
export function clientWords({ found, status }: Pick<ClientState, 'found' | 'status'>): string {
  switch (status) {
    case 'connected':
      return 'connected'
    case 'changed-outside':
      return 'changed outside Belljar'
    case 'unreadable':
      return 'its config cannot be read'
    case 'not-connected':
      return found ? 'found, not connected' : 'not found here'
  }
  return status satisfies never
}
