import { readFile } from 'node:fs/promises'
import type { Server } from '../../shared/domain.ts'
import { grantKey as keyOf } from '../../shared/grants.ts'
import { ProblemError } from '../../shared/rpc.ts'
import { UsageError } from './failure.ts'
import { serverOf } from './find-server.ts'
import { give, type Changing } from './give-grants.ts'
import { grantPolicy } from './grant-policy.ts'
import { grantOf, revokedBy, type GrantOptions } from './grant-words.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { oneLine } from './plain-text.ts'
import { showGranted, showGrants, showRevoked } from './show-grants.ts'

type Granting = Changing & GrantOptions & { policy?: string }

/** grant, revoke, grants. */
export function addGrantCommands(group: Group): void {
  const { program, terminal } = group

  program
    .command('grant')
    .description('let a server touch something: dir, host, env, config, secret or keyvalue')
    .argument('<server>')
    .argument('[what...]', 'for instance: dir ~/notes, host api.example.com, env LANG, secret API_KEY')
    .option('--write', 'dir: it may also change what is in the folder')
    .option('--private', 'host: also where the name leads into your own network')
    .option('--as <variable>', 'secret: the variable, when it is not named like the secret')
    .option('--config <key>', 'secret: as this configuration value instead of a variable')
    .option('--quota <size>', 'keyvalue: how much it may keep (16MB)')
    .option('--policy <file>', "what a policy.yaml of Wassette allows, where '-' is stdin")
    .option('--restart', 'restart what runs, so that it holds at once')
    .option('-y, --yes', 'do not ask once more')
    .action(
      asking<Granting>(
        group,
        async (client, [id = '', ...words], options) => {
          const { policy } = options
          if (policy !== undefined) return grantPolicy(group, client, id, await read(policy), options)
          const { plans, server } = await give(client, terminal, id, [grantOf(words, options)], options)
          answer(group, options, server, () => showGranted(plans, server))
        },
        ([, ...words], options) => {
          if (options.policy === undefined) grantOf(words, options)
          else if (words.length > 0) throw new UsageError('With --policy nothing else is granted in the same command.')
        },
      ),
    )

  program
    .command('revoke')
    .description('take a grant away again, in the words in which it was given')
    .argument('<server>')
    .argument('[what...]', 'for instance: dir ~/notes, host api.example.com, env LANG, secret API_KEY')
    .option('--all', 'everything that it is granted')
    .option('--write', 'as for grant: it makes no difference here')
    .option('--private', 'as for grant: it makes no difference here')
    .option('--quota <size>', 'as for grant: it makes no difference here')
    .option('--as <variable>', 'secret: only as this variable')
    .option('--config <key>', 'secret: only as this configuration value')
    .option('--restart', 'restart what runs, so that it holds at once')
    .action(
      asking<Changing & GrantOptions & { all?: boolean }>(group, async (client, [id = '', ...words], options) => {
        if (options.all && words.length > 0) throw new UsageError('With --all nothing else is named.')
        const before = await serverOf(client, id)
        const keys = options.all ? before.grants.map(keyOf) : revokedBy(words, options, before)
        if (keys.length === 0) throw nothingToRevoke(before, words)
        const gone = before.grants.filter((grant) => keys.includes(keyOf(grant)))
        let server = await client.call('grants.revoke', { id, keys })
        if (options.restart) server = await client.call('servers.restart', { id })
        answer(group, options, server, () => showRevoked(gone, server))
      }),
    )

  program
    .command('grants')
    .description('what a server may touch, how that is held, and its limits')
    .argument('<server>')
    .option('--policy', 'as a policy.yaml of Wassette; what that cannot say goes to stderr')
    .action(
      asking<Common & { policy?: boolean }>(group, async (client, [id = ''], options) => {
        const server = await serverOf(client, id)
        if (!options.policy) {
          const { grants, limits, missing, withheld } = server
          return answer(group, options, { grants, limits, missing, withheld }, () => showGrants(server))
        }
        const policy = await client.call('policy.export', { id })
        if (!options.json) for (const line of policy.unsupported) terminal.err(`${oneLine(line)}\n`)
        answer(group, options, policy, () => policy.text)
      }),
    )
}

async function read(file: string): Promise<string> {
  const chunks: Buffer[] = []
  if (file === '-') for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  if (file === '-') return Buffer.concat(chunks).toString('utf8')
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ProblemError({
      code: 'not-found',
      message: `${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
      hint: 'Name the policy.yaml that should be granted.',
    })
  })
}

function nothingToRevoke({ name }: Server, words: readonly string[]): ProblemError {
  return new ProblemError({
    code: 'not-found',
    message:
      words.length === 0 ? `${name} is granted nothing.` : `${name} has no such grant: ${oneLine(words.join(' '))}.`,
    hint: `belljar grants ${name} lists what it has.`,
  })
}
