import { Top } from '../frame/top.tsx'

/** Whether servers work. */
export function HealthScreen({ item }: { item?: string | undefined }) {
  return <Top title={item ?? 'Health'} />
}
