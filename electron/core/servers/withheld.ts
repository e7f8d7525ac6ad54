import type { Problem } from '../../../shared/domain.ts'
import { approvalOf } from './approval.ts'
import type { ServerEntry } from './server-state.ts'

/** What is wrong with the bytes on disk; they are looked at when Belljar starts and wherever a server has grants. */
export type BytesProblem = 'missing' | 'changed'

/**
 * Why none of a server's grants is in force, one sentence; undefined when all are. Whatever is not certainly what the person
 * approved last is withheld.
 */
export function whyWithheld(entry: ServerEntry, bytes: BytesProblem | undefined): string | undefined {
  if (entry.grants.length === 0) return undefined
  if (entry.restored)
    return 'The file with its grants was damaged or missing, and the copy that is used may hold grants that were taken away since.'
  if (entry.approval !== approvalOf({ hash: entry.hash, grants: entry.grants, faces: entry.faces ?? [] }))
    return 'Its grants are not what was approved.'
  if (bytes === 'changed') return 'Its bytes on disk are not those that the grants were given to.'
  if (bytes === 'missing' || !entry.imports) return 'Its bytes are not on disk, so what it would get cannot be guarded.'
  return undefined
}

/** Why it cannot be started. */
export function sayUnfit(bytes: BytesProblem, bundled: boolean): Problem {
  return {
    code: 'unavailable',
    message: bytes === 'missing' ? 'Its wasm file is missing.' : 'Its wasm file is not the one that was installed.',
    hint: bundled
      ? 'Start Belljar again: it brings the file along.'
      : 'Remove it, then install it again from its .wasm file.',
  }
}

/** The entry with the approval that fits it, given because a person decided so. */
export function approved(entry: ServerEntry): ServerEntry {
  const next = { ...entry, approval: approvalOf({ hash: entry.hash, grants: entry.grants, faces: entry.faces ?? [] }) }
  delete next.restored
  return next
}
