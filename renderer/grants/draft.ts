import type { Grant, GrantSuggestion } from '../../shared/grants.ts'

/** A grant as it stands in the form: whatever was typed, also what is not one yet. */
export type Draft =
  /** An empty guest path means the same path. */
  | { kind: 'directory'; path: string; access: 'read' | 'write'; guestPath: string }
  | { kind: 'host'; pattern: string; private: boolean }
  | { kind: 'variable'; name: string; value: string; from: 'value' | 'computer' }
  | { kind: 'config'; key: string; value: string }
  /** `fresh`: the secret is stored together with the grant. */
  | { kind: 'secret'; secret: string; fresh: boolean; value: string; as: 'environment' | 'config'; name: string }
  | { kind: 'keyvalue'; megabytes: string }

export type DraftKind = Draft['kind']

/** The field that is not filled in well enough, and what to do about it. */
export interface Mistake {
  field: 'main' | 'name' | 'value'
  text: string
}

export const draftKinds: { kind: DraftKind; text: string }[] = [
  { kind: 'directory', text: 'Folder' },
  { kind: 'host', text: 'Host' },
  { kind: 'variable', text: 'Variable' },
  { kind: 'config', text: 'Configuration' },
  { kind: 'secret', text: 'Secret' },
  { kind: 'keyvalue', text: 'Store' },
]

export function emptyDraft(kind: DraftKind): Draft {
  switch (kind) {
    case 'directory':
      return { kind, path: '', access: 'read', guestPath: '' }
    case 'host':
      return { kind, pattern: '', private: false }
    case 'variable':
      return { kind, name: '', value: '', from: 'value' }
    case 'config':
      return { kind, key: '', value: '' }
    case 'secret':
      return { kind, secret: '', fresh: false, value: '', as: 'environment', name: '' }
    case 'keyvalue':
      return { kind, megabytes: '16' }
  }
  return kind satisfies never
}

export function draftOf(suggest: GrantSuggestion): Draft {
  switch (suggest.kind) {
    case 'directory':
      return { kind: 'directory', path: suggest.path ?? '', access: suggest.access, guestPath: suggest.guestPath ?? '' }
    case 'host':
      return { kind: 'host', pattern: suggest.pattern ?? '', private: suggest.private ?? false }
    case 'environment':
      return suggest.secret
        ? secretFor('environment', suggest.name ?? '')
        : { kind: 'variable', name: suggest.name ?? '', value: '', from: 'value' }
    case 'config':
      return suggest.secret
        ? secretFor('config', suggest.key ?? '')
        : { kind: 'config', key: suggest.key ?? '', value: '' }
    case 'keyvalue':
      return emptyDraft('keyvalue')
  }
  return suggest satisfies never
}

/** Secrets are named after the variable: most people have one key for each service. */
function secretFor(as: 'environment' | 'config', name: string): Draft {
  return { kind: 'secret', secret: name.replace(/[^A-Za-z0-9_.-]/gu, '_'), fresh: true, value: '', as, name }
}

export function draftOfGrant(grant: Grant): Draft {
  switch (grant.kind) {
    case 'directory': {
      const { hostPath: path, guestPath, access } = grant
      return { kind: 'directory', path, access, guestPath: guestPath === path ? '' : guestPath }
    }
    case 'host':
      return { kind: 'host', pattern: grant.pattern, private: grant.private }
    case 'environment':
      return { kind: 'variable', name: grant.name, value: grant.value, from: 'value' }
    case 'pass-through':
      return { kind: 'variable', name: grant.name, value: '', from: 'computer' }
    case 'config':
      return { kind: 'config', key: grant.key, value: grant.value }
    case 'secret':
      return { kind: 'secret', secret: grant.secret, fresh: false, value: '', as: grant.as, name: grant.name }
    case 'keyvalue':
      return { kind: 'keyvalue', megabytes: String(grant.quotaBytes / mebibyte) }
  }
  return grant satisfies never
}

const mebibyte = 1024 * 1024

/** The grant that is meant, or what is missing from it. Whether it may be granted only the host knows. */
export function grantOf(draft: Draft): { grant: Grant } | { mistake: Mistake } {
  const lacks = (text: string, field: Mistake['field'] = 'main') => ({ mistake: { field, text } })
  switch (draft.kind) {
    case 'directory': {
      const hostPath = draft.path.trim()
      if (!hostPath) return lacks('Write the path of a folder, or choose one.')
      return {
        grant: {
          kind: 'directory',
          hostPath,
          guestPath: draft.guestPath.trim() || hostPath,
          access: draft.access,
        },
      }
    }
    case 'host': {
      const pattern = draft.pattern.trim().toLowerCase()
      if (!pattern) return lacks('Write the name of a host.')
      return { grant: { kind: 'host', pattern, private: draft.private } }
    }
    case 'variable': {
      const name = draft.name.trim()
      if (!name) return lacks('Write the name of a variable.')
      return {
        grant:
          draft.from === 'computer'
            ? { kind: 'pass-through', name }
            : { kind: 'environment', name, value: draft.value },
      }
    }
    case 'config': {
      const key = draft.key.trim()
      return key ? { grant: { kind: 'config', key, value: draft.value } } : lacks('Write the key that it asks for.')
    }
    case 'secret':
      return secretOf(draft)
    case 'keyvalue': {
      const megabytes = Number(draft.megabytes.trim().replace(/\s*MB$/iu, ''))
      if (!(megabytes >= 1 && megabytes <= 1024 * 1024)) return lacks('Write a number of MB, from 1 to 1048576.')
      return { grant: { kind: 'keyvalue', quotaBytes: Math.round(megabytes * mebibyte) } }
    }
  }
  return draft satisfies never
}

function secretOf({ secret, fresh, value, as, name }: Extract<Draft, { kind: 'secret' }>): ReturnType<typeof grantOf> {
  const called = secret.trim()
  if (!called) return { mistake: { field: 'main', text: fresh ? 'Name the secret.' : 'Choose a secret.' } }
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/u.test(called)) {
    return { mistake: { field: 'main', text: 'Letters, digits, dot, hyphen and underscore, at most 100.' } }
  }
  const under = name.trim()
  const what = as === 'environment' ? 'the variable' : 'the configuration key'
  if (!under) return { mistake: { field: 'name', text: `Write ${what} through which the server gets it.` } }
  if (fresh && !value) return { mistake: { field: 'value', text: 'Type or paste the secret itself.' } }
  return { grant: { kind: 'secret', secret: called, as, name: under } }
}
