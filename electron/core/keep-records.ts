import type { LiveSettings } from './live-settings.ts'
import type { Records } from './records/records.ts'
import type { Dumps } from './traps/dumps.ts'

interface Deps {
  records: Pick<Records, 'keep'>
  dumps: Pick<Dumps, 'keep'>
  live: LiveSettings
}

/** What is kept of the records, and of what traps left, is what the settings say, now and after every change. */
export function keepRecords({ records, dumps, live }: Deps): void {
  let kept = ''
  const keep = () => {
    const { retention } = live.value
    if (JSON.stringify(retention) === kept) return
    kept = JSON.stringify(retention)
    void records.keep(retention)
    dumps.keep(retention.days)
  }
  live.onChange(keep)
  keep()
}
