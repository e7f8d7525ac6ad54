import { canonical } from './canonical.ts'
import type { Catalog } from './catalog.ts'

/** Whether two catalogs say the same. The order of items and of object keys does not count: some servers list from a hash map. */
export function sameCatalog(a: Catalog | undefined, b: Catalog | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && fingerprint(a) === fingerprint(b))
}

function fingerprint(catalog: Catalog): string {
  const sorted = (items: unknown[]) => items.map(canonical).sort()
  const { tools, prompts, resources, resourceTemplates, ...rest } = catalog
  return canonical([rest, sorted(tools), sorted(prompts), sorted(resources), sorted(resourceTemplates)])
}
