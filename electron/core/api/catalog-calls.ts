import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Parts } from './parts.ts'

/** `used`: the first run ends with the first thing that is installed. */
export function catalogCalls(
  { catalog }: Parts,
  server: (id: string) => Server,
  used: () => Promise<void>,
): Pick<Api, 'catalog.list' | 'catalog.add'> {
  return {
    'catalog.list': () => catalog.list(),
    'catalog.add': async ({ name }) => {
      const id = await catalog.add(name)
      await used()
      return server(id)
    },
  }
}
