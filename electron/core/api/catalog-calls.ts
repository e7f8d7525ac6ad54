import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Parts } from './parts.ts'
import { later } from './unknown.ts'

export function catalogCalls(parts: Parts, server: (id: string) => Server): Pick<Api, 'catalog.list' | 'catalog.add'> {
  void parts
  void server
  return { 'catalog.list': later, 'catalog.add': later }
}
