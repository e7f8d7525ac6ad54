import type { Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { refusedVariable } from '../grants/variable-names.ts'

export interface VariablesDeps {
  /** The host's own environment. */
  env: NodeJS.ProcessEnv
  /** The value of a secret; undefined when it was removed. */
  secret(name: string): Promise<string | undefined>
  /** Told of every secret before anybody can print it. */
  redact(value: string): void
}

export interface Variables {
  /** For the server to see. */
  environment: Record<string, string>
  /** For servers that import wasi:config. */
  config: Record<string, string>
}

/** Reads the granted values. Rejects with a ProblemError that contains none of them. */
export async function variablesOf(grants: readonly Grant[], deps: VariablesDeps): Promise<Variables> {
  // No prototype: a key may be called __proto__.
  const environment = Object.create(null) as Record<string, string>
  const config = Object.create(null) as Record<string, string>
  const put = (name: string, value: string | undefined) => {
    const refused = refusedVariable(name)
    if (refused !== undefined)
      throw new ProblemError({ code: 'unavailable', message: refused, hint: 'Revoke that grant.' })
    if (value !== undefined) environment[name] = checked(name, value)
  }
  for (const grant of grants) {
    switch (grant.kind) {
      case 'environment':
        put(grant.name, grant.value)
        break
      case 'pass-through':
        put(grant.name, deps.env[grant.name])
        break
      case 'config':
        config[grant.key] = checked(grant.key, grant.value)
        break
      case 'secret': {
        const value = await deps.secret(grant.secret)
        if (value === undefined) throw removed(grant.secret)
        deps.redact(value)
        if (grant.as === 'config') config[grant.name] = checked(grant.name, value)
        else put(grant.name, value)
        break
      }
      case 'directory':
      case 'host':
      case 'keyvalue':
        break
      default:
        grant satisfies never
    }
  }
  return { environment, config }
}

/** Node would refuse it too, with an error that quotes the value. */
function checked(name: string, value: string): string {
  if (!value.includes('\0')) return value
  throw new ProblemError({
    code: 'unavailable',
    message: `The value of ${name} has a zero byte, which no variable can have.`,
    hint: 'Set it again without.',
  })
}

function removed(secret: string): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: `The secret ${secret} that is granted is not in the store.`,
    hint: `Set it again with: belljar secret set ${secret}`,
  })
}
