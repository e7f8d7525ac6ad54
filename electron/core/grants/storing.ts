import { ProblemError } from '../../../shared/rpc.ts'
import type { Secrets } from '../secrets/secrets.ts'

export type SecretStore = Pick<Secrets, 'has' | 'set' | 'remove'>

/** Stores secrets for something that is done with them. When that or one of them fails, those that are new are removed again. */
export async function storing(
  store: SecretStore,
  secrets: readonly { name: string; value: string }[],
  then: () => Promise<void>,
): Promise<void> {
  const fresh: string[] = []
  try {
    for (const [index, { name, value }] of secrets.entries()) {
      const known = store.has(name)
      await store.set(name, value).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
        throw new ProblemError({ ...error.problem, at: `secrets.${index}` })
      })
      if (!known) fresh.push(name)
    }
    await then()
  } catch (error) {
    for (const name of fresh) await store.remove(name).catch(() => undefined)
    throw error
  }
}
