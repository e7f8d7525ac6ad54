import { Top } from '../frame/top.tsx'

/** Servers that can be installed. */
export function CatalogScreen({ item }: { item?: string | undefined }) {
  return <Top title={item ?? 'Catalog'} />
}
