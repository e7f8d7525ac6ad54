import type { Grant } from '../../../shared/grants.ts'
import { hasControl, refuse, type GrantContext, type Planned } from './grant-context.ts'
import { refuseUnused } from './refuse-unused.ts'
import { refusedVariable } from './variable-names.ts'

type Of<K extends Grant['kind']> = Extract<Grant, { kind: K }>

const notForConfig = 'so it would never ask for a configuration value'

export function planEnvironment(context: GrantContext, grant: Of<'environment'>): Planned {
  checkVariable(grant.name)
  checkValue(grant.name, grant.value)
  return { grant, warnings: [...unseen(context), ...plainSecret(grant.name)] }
}

export function planPassThrough(context: GrantContext, grant: Of<'pass-through'>): Planned {
  checkVariable(grant.name)
  const value = context.env[grant.name]
  const warnings = unseen(context)
  if (value === undefined)
    warnings.push(`The variable ${grant.name} is not set where Belljar runs now; the server gets it once it is.`)
  else if (looksSecret(grant.name))
    warnings.push(`${grant.name} looks like a secret: only a value in the store of secrets is blanked out in records.`)
  return { grant, warnings }
}

export function planConfig(context: GrantContext, grant: Of<'config'>): Planned {
  refuseUnused(context, 'wasi:config/store', notForConfig)
  checkKey(grant.key)
  checkValue(grant.key, grant.value)
  return { grant, warnings: plainSecret(grant.key) }
}

export function planSecret(context: GrantContext, grant: Of<'secret'>): Planned {
  const warnings: string[] = []
  if (grant.as === 'config') {
    refuseUnused(context, 'wasi:config/store', notForConfig)
    checkKey(grant.name)
  } else {
    checkVariable(grant.name)
    warnings.push(...unseen(context))
  }
  if (!context.secrets.includes(grant.secret))
    throw refuse(
      `There is no secret "${grant.secret}" in the store.`,
      `Set it first: in the window under Secrets, or with belljar secret set ${grant.secret}`,
    )
  return { grant, warnings }
}

export function planKeyvalue(context: GrantContext, grant: Of<'keyvalue'>): Planned {
  refuseUnused(context, 'wasi:keyvalue/store', 'so it would never use a store')
  return { grant, warnings: [] }
}

function checkVariable(name: string): void {
  const why = refusedVariable(name)
  if (why !== undefined) throw refuse(why, 'Grant the variables that the server itself reads.')
}

function checkKey(key: string): void {
  if (hasControl(key)) throw refuse('The key has a control character in it.', 'Write it again by hand.')
}

/** The value itself is never said: it may be a secret after all. */
function checkValue(name: string, value: string): void {
  if (value.includes('\0'))
    throw refuse(`The value of ${name} has a zero byte in it, which no value can have.`, 'Leave it out.')
}

function plainSecret(name: string): string[] {
  return looksSecret(name)
    ? [
        `${name} looks like a secret. As a plain value it is kept readable on disk and shown in records: better set a secret and grant that.`,
      ]
    : []
}

export function looksSecret(name: string): boolean {
  return /(?:^|[^a-z])(?:api|access|private|secret)?[-_.]?(?:key|token|secret|password|passwd|passphrase|credentials?|auth)(?:$|[^a-z])/i.test(
    name,
  )
}

function unseen({ server: { format, imports } }: GrantContext): string[] {
  const reads = format !== 'component' || imports.some((name) => name.startsWith('wasi:cli/environment'))
  return reads
    ? []
    : ['The server imports nothing that reads variables (wasi:cli/environment), so this gives it nothing.']
}
