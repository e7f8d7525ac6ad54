import type { Audience } from './audience.ts'
import type { Records } from './records/records.ts'
import type { Secrets } from './secrets/secrets.ts'
import { secretsState } from './secrets/secrets-state.ts'
import type { ServerBook } from './servers/book.ts'

interface Deps {
  audience: Audience
  records: Records
  secrets: Secrets
  book: ServerBook
}

/** Tells windows what is recorded, and of secrets their names. */
export function tellAudience({ audience, records, secrets, book }: Deps): void {
  secrets.onChange(() => {
    void secretsState(secrets, book.list()).then((state) => audience.tell('secrets.changed', state))
  })
  records.onCalls((calls) => audience.tell('calls.changed', calls))
  records.onLogs((news) => audience.tell('logs.appended', news))
  records.onTraps((traps) => audience.tell('traps.added', traps))
  records.onDenials((list) => audience.tell('denials.changed', list))
  records.onRequests((list) => audience.tell('requests.added', list))
}
