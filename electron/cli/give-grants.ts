import type { GrantPlan } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import type { Grant } from '../../shared/grants.ts'
import type { Client } from '../../shared/rpc.ts'
import { agreeTo, change } from './agreement.ts'
import type { Common } from './group.ts'
import { oneLine } from './plain-text.ts'
import type { Terminal } from './terminal.ts'

/** What every command that changes grants or limits takes. */
export interface Changing extends Common {
  yes?: boolean
  restart?: boolean
}

/** Plans, warns, asks where that is due, and grants. */
export async function give(
  client: Client,
  terminal: Terminal,
  id: string,
  grants: readonly Grant[],
  { yes, restart }: Changing,
): Promise<{ plans: GrantPlan[]; server: Server }> {
  const plans: GrantPlan[] = []
  for (const grant of grants) plans.push(await client.call('grants.plan', { id, grant }))
  await confirm(terminal, plans, yes)
  let server = await change(client, terminal, () =>
    client.call('grants.add', { id, grants: plans.map(({ grant }) => grant), confirmed: true }),
  )
  if (restart) server = await client.call('servers.restart', { id })
  return { plans, server }
}

/** What there is to know is said, also to whoever said yes already; what a plan asks is asked. */
export async function confirm(terminal: Terminal, plans: readonly GrantPlan[], yes = false): Promise<void> {
  const asks = plans.flatMap(({ ask }) => (ask === undefined ? [] : [oneLine(ask)]))
  const warnings = plans.flatMap((plan) => plan.warnings.map(oneLine)).filter((line) => !asks.includes(line))
  for (const line of new Set([...warnings, ...(yes ? asks : [])])) terminal.err(`${line}\n`)
  if (asks.length === 0 || yes) return
  const wanted = plans.map(({ sentence }) => `${oneLine(sentence)}.`)
  await agreeTo(terminal, {
    before: [...wanted, ...asks].map((line) => `${line}\n`).join(''),
    question: 'Grant it?',
    otherwise: 'nothing was granted',
    hint: 'If it is meant, say it once more with --yes.',
  })
}
