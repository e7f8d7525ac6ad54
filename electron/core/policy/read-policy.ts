import { ProblemError } from '../../../shared/rpc.ts'
import { printable } from '../servers/printable.ts'
import { entriesOf, fieldsOf, quoted, sayUnknown, type Found } from './found.ts'
import { readLimits } from './read-limits.ts'
import { readNetwork } from './read-network.ts'
import { readStorage } from './read-storage.ts'
import { readYaml } from './read-yaml.ts'

/** A policy.yaml of Wassette. Everything in it ends up as a candidate, as a limit, or in a sentence. Throws ProblemError when it is none. */
export function readPolicy(text: string): Found {
  const policy = fieldsOf(readYaml(text))
  if (!policy || !('permissions' in policy || 'version' in policy)) throw noPolicy('it says nothing about permissions')
  const found: Found = { candidates: [], limits: {}, unsupported: [] }
  const { version } = policy
  if (version === undefined) found.unsupported.push('The file does not say its version; it was read as 1.0.')
  else if (version !== '1.0' && version !== 1)
    throw noPolicy(`its version is ${printable(JSON.stringify(version) ?? '', 40)}, and only 1.0 is known`)
  sayUnknown('', policy, ['version', 'description', 'permissions', 'resources'], found)
  const permissions = policy['permissions'] ?? {}
  const fields = fieldsOf(permissions)
  if (!fields) throw noPolicy('its permissions are not as expected')
  sayUnknown('permissions', fields, ['storage', 'network', 'environment', 'resources'], found)
  readStorage(fields['storage'], found)
  readNetwork(fields['network'], found)
  readEnvironment(fields['environment'], found)
  readLimits(policy['resources'], found)
  readLimits(fields['resources'], found)
  return found
}

/** permissions.environment: variables that are copied from where the host runs. */
function readEnvironment(value: unknown, found: Found): void {
  const where = 'permissions.environment'
  const { allow, deny, unclear } = entriesOf(where, value, found)
  for (const entry of allow) {
    const { key, ...rest } = entry
    if (typeof key !== 'string' || key === '' || Object.keys(rest).length > 0)
      found.unsupported.push(`${where}.allow ${quoted(entry)}: it should have a key and nothing else.`)
    else if (unclear || deny.some((other) => typeof other['key'] !== 'string' || other['key'] === key))
      found.unsupported.push(`${where}.allow ${quoted(entry)} is left out, because it is denied too.`)
    else if (key.length > 200) found.unsupported.push(`${where}.allow ${quoted(entry)}: its key is too long.`)
    else found.candidates.push({ grant: { kind: 'pass-through', name: key }, warnings: [] })
  }
}

function noPolicy(why: string): ProblemError {
  return new ProblemError({
    code: 'bad-request',
    message: `This is no policy file that can be read: ${why}.`,
    hint: 'It should be YAML, as Wassette writes it, beginning with version: "1.0".',
  })
}
