import type { LiveSettings } from './live-settings.ts'
import type { Records } from './records/records.ts'

/** What is kept of the records is what the settings say, now and after every change. */
export function keepRecords({ records, live }: { records: Pick<Records, 'keep'>; live: LiveSettings }): void {
  let kept = ''
  const keep = () => {
    const { retention } = live.value
    if (JSON.stringify(retention) === kept) return
    kept = JSON.stringify(retention)
    void records.keep(retention)
  }
  live.onChange(keep)
  keep()
}
