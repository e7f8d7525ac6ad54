import { lookup } from 'node:dns/promises'
import type { AppFiles } from '../../app-files.ts'
import type { Audience } from '../audience.ts'
import type { Places } from '../home/places.ts'
import type { StateFile } from '../home/state-file.ts'
import type { Notices } from '../notices.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { ServerBook } from '../servers/book.ts'
import type { Settings } from '../settings.ts'
import { Changes } from './changes.ts'
import { CliWatch } from './cli-watch.ts'
import type { GrantParts } from './grant-calls.ts'
import { GrantRequests } from './grant-requests.ts'
import { ownFolders } from './own-folders.ts'

interface Options {
  options: { files: AppFiles; pickFolder?: GrantParts['pickFolder'] }
  env: NodeJS.ProcessEnv
  places: Places
  book: ServerBook
  secrets: Pick<Secrets, 'list' | 'has' | 'set' | 'remove'>
  audience: Audience
  notices: Notices
  settings: StateFile<Settings>
}

/** Puts together what changes grants, for one host. */
export function openGrants({ options, env, places, book, secrets, audience, notices, settings }: Options): GrantParts {
  const requests = new GrantRequests(audience)
  const watch = new CliWatch({ settings, requests, audience, notices })
  const here = { env, platform: process.platform, own: ownFolders(places, options.files, env) }
  const changes = new Changes({
    book,
    watch,
    secrets,
    context: () => ({
      ...here,
      secrets: secrets.list().map(({ name }) => name),
      addresses: async (name) => (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address),
    }),
  })
  const { pickFolder } = options
  return {
    changes,
    requests,
    watch,
    here,
    ...(pickFolder && { pickFolder }),
  }
}
