import type { Input } from '../../shared/contract.ts'
import type { LogLine } from '../../shared/records.ts'
import type { LogQuery } from './log-query.ts'

const page = 1000

/** All lines of a query between two, both included, oldest first and page by page: never all of them at once. */
export async function* pagesOf(
  query: LogQuery,
  list: (query: Input<'logs.list'>) => Promise<LogLine[]>,
  { first = 0, last = Infinity }: { first?: number; last?: number } = {},
): AsyncGenerator<LogLine[]> {
  for (let after = first - 1; ;) {
    const lines = await list({ ...query, after, limit: page })
    const wanted = lines.filter(({ seq }) => seq <= last)
    if (wanted.length > 0) yield wanted
    const end = lines.at(-1)?.seq
    if (end === undefined || lines.length < page || end >= last) return
    after = end
  }
}
