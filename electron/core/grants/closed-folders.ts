import { readFile } from 'node:fs/promises'
import type { GrantContext } from './grant-context.ts'
import { realPathOf, relate, relateNames } from './folder-relation.ts'

type Here = Pick<GrantContext, 'own' | 'platform'>

/** File systems that show the memory, variables and devices of running programs, the hidden ones of a server's own run among them. */
const windows = new Set(['proc', 'sysfs', 'devtmpfs', 'devpts', 'debugfs', 'tracefs', 'securityfs', 'fusectl'])

/** Why a folder is never granted, one sentence; undefined when it may be. Absolute, links resolved. */
export async function whyClosed(folder: string, { own, platform }: Here): Promise<string | undefined> {
  for (const one of own) {
    const relation = await relate(folder, await realPathOf(one), platform)
    if (relation === 'same') return `${folder} is Belljar's own: what lies there decides what servers may do.`
    if (relation === 'inside')
      return `${folder} lies inside ${one}, which is Belljar's own: what lies there decides what servers may do.`
    if (relation === 'contains')
      return `${folder} contains ${one}, which is Belljar's own: what lies there decides what servers may do.`
  }
  if (platform !== 'linux') return undefined
  for (const place of await placesOfTheKernel()) {
    const relation = relateNames(folder, place, platform)
    if (relation === 'same' || relation === 'inside')
      return `${folder} holds no files: it shows running programs and devices, with their variables and secrets.`
    if (relation === 'contains')
      return `${folder} contains ${place}, which shows running programs and devices, with their variables and secrets.`
  }
  return undefined
}

async function placesOfTheKernel(): Promise<string[]> {
  const table = await readFile('/proc/self/mounts', 'utf8').catch(() => '')
  const mounted = table.split('\n').flatMap((line) => {
    const [, place, type] = line.split(' ')
    // Space, tab, line feed and backslash are written in octal there.
    const plain = place?.replace(/\\([0-7]{3})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    )
    return plain !== undefined && type !== undefined && windows.has(type) ? [plain] : []
  })
  return [...new Set(['/proc', '/sys', '/dev', ...mounted])]
}
