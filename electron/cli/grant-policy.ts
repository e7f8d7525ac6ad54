import { ProblemError, type Client } from '../../shared/rpc.ts'
import { change } from './agreement.ts'
import { serverOf } from './find-server.ts'
import { confirm, type Changing } from './give-grants.ts'
import { answer, type Group } from './group.ts'
import { limitWords } from './limit-words.ts'
import { oneLine } from './plain-text.ts'
import { showGranted, showStale } from './show-grants.ts'

/** `grant SERVER --policy FILE`: what cannot be granted is said first, then the rest is granted like everything else. */
export async function grantPolicy(
  group: Group,
  client: Client,
  id: string,
  text: string,
  options: Changing,
): Promise<void> {
  const { terminal } = group
  const { plans, limits, unsupported, refused } = await client.call('policy.plan', { id, text })
  for (const line of unsupported) terminal.err(`Not taken over: ${oneLine(line)}\n`)
  for (const line of refused) terminal.err(`Refused: ${oneLine(line)}\n`)
  const limited = Object.keys(limits).length > 0
  if (plans.length === 0 && !limited)
    throw new ProblemError({
      code: 'bad-request',
      message: 'The policy file holds nothing that can be granted, so nothing was.',
      hint: `Grant by hand what it should have; belljar grants ${id} shows what it has.`,
    })
  await confirm(terminal, plans, options.yes)
  let server = await serverOf(client, id)
  if (plans.length > 0)
    server = await change(client, terminal, () =>
      client.call('grants.add', { id, grants: plans.map(({ grant }) => grant), confirmed: true }),
    )
  if (limited) server = await change(client, terminal, () => client.call('limits.set', { id, limits }))
  if (options.restart) server = await client.call('servers.restart', { id })
  answer(group, options, { server, plans, limits, unsupported, refused }, () => {
    const granted = plans.length > 0 ? showGranted(plans, server) : showStale(server)
    return `${granted}${limited ? `Limits: ${limitWords(server.limits).join(' ')}\n` : ''}`
  })
}
