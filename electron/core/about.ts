import path from 'node:path'
import type { About } from '../../shared/catalog.ts'
import type { RuntimeState, Snapshot } from '../../shared/domain.ts'

/** Versions of what Belljar runs on. */
export async function aboutBelljar({
  version,
  home,
  platform,
  wasmtime,
}: Pick<Snapshot, 'version' | 'home' | 'platform'> & { wasmtime: RuntimeState }): Promise<About> {
  const { node, electron, chrome } = process.versions as Record<string, string>
  return {
    version,
    node: node ?? '',
    ...(electron !== undefined && { electron }),
    ...(chrome !== undefined && { chromium: chrome }),
    ...(wasmtime.kind === 'ready' && { wasmtime: wasmtime.version }),
    sqlite: await sqliteVersion(),
    platform: `${platform} ${process.arch}`,
    hostLog: path.join(home, 'host.log'),
  }
}

async function sqliteVersion(): Promise<string> {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const db = new DatabaseSync(':memory:')
  try {
    const row = db.prepare('SELECT sqlite_version() AS version').get() as { version: string }
    return row.version
  } finally {
    db.close()
  }
}
