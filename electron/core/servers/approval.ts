import { createHash } from 'node:crypto'
import type { Grant } from '../../../shared/grants.ts'
import { canonical } from './canonical.ts'

/** What a person said yes to. */
export interface Approved {
  /** sha256 of the wasm, hex. */
  hash: string
  grants: readonly Grant[]
  /** `ToolFace`s as they were approved, which may be others than the server has now. */
  faces: readonly unknown[]
}

/** sha256, hex, over what was approved. The order of grants and of tools does not count. */
export function approvalOf({ hash, grants, faces }: Approved): string {
  const sorted = (items: readonly unknown[]) => items.map(canonical).sort()
  return createHash('sha256')
    .update(canonical(['belljar approval 1', hash, sorted(grants), sorted(faces)]))
    .digest('hex')
}
