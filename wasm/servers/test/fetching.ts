import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

export type Fetch = (url: string, more?: object) => Promise<Used>

/** The fetch server, each of whose answers has to fit its schema. */
export async function fetching(env: Record<string, string> = {}): Promise<Fetch> {
  const guest = new Guest('fetch', { env })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (url, more = {}) => {
    const used = await guest.use('fetch', { url, ...more })
    if (!used.failed) fits('fetch', used.structured)
    return used
  }
}
