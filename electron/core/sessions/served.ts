import type { Limits, Tool } from '../../../shared/domain.ts'
import type { Catalog } from '../servers/catalog.ts'

/** What sessions need to know of an installed server. */
export interface Served {
  id: string
  name: string
  enabled: boolean
  stateful: boolean
  limits: Limits
  tools: readonly Tool[]
  /** Absent until it was started once. */
  catalog?: Catalog
}
