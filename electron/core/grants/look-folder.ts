import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FolderView } from '../../../shared/access.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { whyClosed } from './closed-folders.ts'
import { homeFolder } from './delicate-folders.ts'
import { hostPathOf } from './folder-text.ts'
import { refuse, type GrantContext } from './grant-context.ts'

/** Names that are listed at most. */
const shown = 1000

type Here = Pick<GrantContext, 'env' | 'platform' | 'own'>

/** A folder and those inside, for choosing one; home unless one is named. Rejects with a ProblemError. */
export async function lookFolder(here: Here, text: string | undefined): Promise<FolderView> {
  const wanted = hostPathOf(text ?? homeFolder(here) ?? path.parse(process.cwd()).root, here)
  const folder = await realpath(wanted).catch(() => wanted)
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(folder, error.code)
  })
  const folders = await Promise.all(
    entries.map(async (entry) => {
      if (entry.isDirectory()) return [entry.name]
      if (!entry.isSymbolicLink()) return []
      const leads = await stat(path.join(folder, entry.name)).catch(() => undefined)
      return leads?.isDirectory() ? [entry.name] : []
    }),
  )
  const parent = path.dirname(folder)
  const refused = await whyRefused(here, folder)
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: folders
      .flat()
      .sort((a, b) => a.localeCompare(b))
      .slice(0, shown),
    ...(refused !== undefined && { refused }),
  }
}

async function whyRefused(here: Here, folder: string): Promise<string | undefined> {
  try {
    return await whyClosed(hostPathOf(folder, here), here)
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.message
    throw error
  }
}

function unreadable(folder: string, code: string | undefined): ProblemError {
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return refuse(`There is no folder ${folder}.`, 'Look at how it is written.')
  return refuse(`Belljar may not look into ${folder}.`, 'Choose another folder.')
}
