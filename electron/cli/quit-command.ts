import type { Command } from 'commander'
import { ProblemError } from '../../shared/rpc.ts'
import { connectHost } from '../core/control/connect-host.ts'
import { placesOf } from './belljar.ts'
import { answer, type Common, type Group } from './group.ts'

/** How long a host may take to end everything it runs. */
const patienceMs = 20_000

/** quit. */
export function addQuitCommand(group: Group): void {
  group.program
    .command('quit')
    .description('end Belljar and all its servers; clients are told')
    .action(async (...given: unknown[]) => {
      const options = (given.at(-1) as Command).optsWithGlobals<Common>()
      const quit = await quitHost(options.home)
      answer(group, options, { quit }, () => (quit ? 'Belljar was quit.\n' : 'Belljar is not running.\n'))
    })
}

/** False when no host runs. Resolves when it has let go of everything. */
async function quitHost(home: string | undefined): Promise<boolean> {
  const host = await connectHost(placesOf(home))
  if (!host) return false
  const gone = new Promise<'gone'>((resolve) => host.client.onClose(() => resolve('gone')))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), patienceMs)))
  // A host that ends at this moment has heard enough.
  await host.client.call('app.quit', null).catch(() => undefined)
  const end = await Promise.race([gone, late])
  clearTimeout(timer)
  host.close()
  if (end === 'gone') return true
  throw new ProblemError({
    code: 'unavailable',
    message: `Belljar has not ended within ${patienceMs / 1000} s.`,
    hint: 'Try again, or end its process.',
  })
}
