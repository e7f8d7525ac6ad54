import type { ClientState } from '../../shared/domain.ts'

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
