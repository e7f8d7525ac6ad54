import type { Grant } from '../../../shared/grants.ts'
import { looksSecret } from '../grants/plan-values.ts'
import type { InstalledServer } from '../servers/book.ts'
import { shellVariable, shellWord } from './shell-words.ts'

type Granted = Pick<InstalledServer, 'inForce' | 'imports'>

/** What a server is granted, as options of wasmtime, ready for a shell. What is or looks like a secret is only named. */
export function grantFlags(
  { inForce, imports }: Granted,
  redact: (text: string) => string,
): { flags: string[]; notes: string[] } {
  const uses = (one: RegExp) => imports.some((name) => one.test(name))
  const flags: string[] = []
  const notes: string[] = []
  if (uses(/^wasi:http\//)) {
    flags.push('-S http')
    notes.push('Its requests go straight to the network there, to any host.')
  }
  if (uses(/^wasi:config\//)) flags.push('-S config')
  if (uses(/^wasi:keyvalue\//)) {
    flags.push('-S keyvalue')
    notes.push('Its key-value store is empty there.')
  }
  for (const grant of inForce) {
    const { flag, note } = ofGrant(grant, redact)
    if (flag !== undefined) flags.push(flag)
    if (note !== undefined && !notes.includes(note)) notes.push(note)
  }
  return { flags, notes }
}

function ofGrant(grant: Grant, redact: (text: string) => string): { flag?: string; note?: string } {
  switch (grant.kind) {
    case 'directory': {
      const flag = `--dir ${shellWord(`${grant.hostPath}::${grant.guestPath}`)}`
      return grant.access === 'write' ? { flag } : { flag, note: `It may write to ${grant.hostPath} there.` }
    }
    case 'environment': {
      const open = !looksSecret(grant.name) && redact(grant.value) === grant.value
      return open ? { flag: `--env ${shellWord(`${grant.name}=${grant.value}`)}` } : named(grant.name)
    }
    case 'pass-through':
      return named(grant.name)
    case 'config': {
      const open = !looksSecret(grant.key) && redact(grant.value) === grant.value
      return configured(grant.key, open ? grant.value : undefined)
    }
    case 'secret':
      return grant.as === 'config' ? configured(grant.name) : named(grant.name)
    case 'host':
    case 'keyvalue':
      return {}
    default:
      return grant satisfies never
  }
}

/** wasmtime takes it from its own environment, so that it stands in no list of processes. */
function named(name: string): { flag: string; note: string } {
  return { flag: `--env ${shellWord(name)}`, note: `Set the variable ${name} before: its value is not written here.` }
}

/** In a value of -S a comma begins the next one. */
function configured(key: string, value?: string): { flag?: string; note?: string } {
  if (value !== undefined && !value.includes(',') && !key.includes(','))
    return { flag: `-S ${shellWord(`config-var=${key}=${value}`)}` }
  if (value !== undefined || key.includes(',')) return { note: `Its configuration value ${key} cannot be given there.` }
  const name = key.toUpperCase().replace(/[^A-Z0-9_]/g, '_')
  const variable = shellVariable(name)
  if (variable === undefined) return { note: `Its configuration value ${key} has to be given by hand.` }
  return {
    flag: `-S ${shellWord(`config-var=${key}=`)}${variable}`,
    note: `Set the variable ${name} before: the value of ${key} is not written here.`,
  }
}
