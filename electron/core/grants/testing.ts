import type { Grant } from '../../../shared/grants.ts'
import type { GrantContext } from './grant-context.ts'

/** A server that imports everything there is, on Linux, with nothing granted. */
export function contextFor(more: Partial<GrantContext> & { grants?: Grant[]; imports?: string[] } = {}): GrantContext {
  const { grants = [], imports, ...rest } = more
  return {
    server: {
      name: 'files',
      format: 'component',
      imports: imports ?? [
        'wasi:cli/environment@0.2.6',
        'wasi:filesystem/types@0.2.6',
        'wasi:http/outgoing-handler@0.2.6',
        'wasi:keyvalue/store@0.2.0-draft2',
        'wasi:config/store@0.2.0-rc.1',
      ],
      grants,
    },
    others: [],
    env: {},
    platform: process.platform,
    own: [],
    secrets: [],
    addresses: () => Promise.reject(new Error('nobody asked for it')),
    ...rest,
  }
}
