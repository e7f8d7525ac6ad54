import type { Repo } from './git-repo.ts'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

/** Tools of a server that was granted a repository and more folders; what they answer must fit their schemas. */
export async function reader(
  repo: Repo,
  ...more: string[]
): Promise<(tool: string, args?: object) => Promise<Pick<Used, 'text' | 'structured' | 'failed'>>> {
  const guest = new Guest('git', { dirs: [repo.root, ...more] })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (tool, args = {}) => {
    const { text, structured, failed } = await guest.use(tool, { repo_path: repo.root, ...args })
    if (!failed) fits(tool, structured)
    return { text, structured, failed }
  }
}
