import path from 'node:path'
import type { Notice } from '../../../shared/domain.ts'
import type { Places } from '../home/places.ts'
import { KeyValueStores } from '../keyvalue/key-value-stores.ts'
import { Egress } from './egress.ts'

/** What servers reach through the host: other computers, and each its own store. */
export interface Network {
  egress: Egress
  stores: KeyValueStores
  close(): Promise<void>
}

export async function openNetwork(
  places: Pick<Places, 'home'>,
  onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void,
): Promise<Network> {
  const stores = KeyValueStores.open(path.join(places.home, 'keyvalue'), onNotice)
  const egress = await Egress.open({ keyvalue: stores })
  return {
    egress,
    stores,
    async close() {
      await egress.close()
      stores.close()
    },
  }
}
