import type { SecretsState } from '../../../shared/access.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Secrets } from './secrets.ts'

/** What a window may know about secrets. Asks the keychain the first time. */
export async function secretsState(
  secrets: Pick<Secrets, 'list' | 'where'>,
  servers: readonly Pick<Server, 'id' | 'grants'>[],
): Promise<SecretsState> {
  const usedBy = (name: string) =>
    servers
      .filter(({ grants }) => grants.some((grant) => grant.kind === 'secret' && grant.secret === name))
      .map(({ id }) => id)
  return {
    ...(await secrets.where()),
    secrets: secrets.list().map(({ name, setAt }) => ({ name, setAt, usedBy: usedBy(name) })),
  }
}
