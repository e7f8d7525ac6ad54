import { lstat } from 'node:fs/promises'
import path from 'node:path'

/** What other programs run, without being asked, when a person works in a folder. */
const known: Record<string, string> = {
  '.git/hooks': '.git/hooks',
  '.vscode': '.vscode',
  '.idea': '.idea',
  '.devcontainer': '.devcontainer',
  '.github/workflows': '.github/workflows',
  '.husky': '.husky',
  '.envrc': '.envrc',
  'package.json': 'package.json (its scripts)',
  'pyproject.toml': 'pyproject.toml',
  'build.rs': 'build.rs',
  Makefile: 'Makefile',
  '.mcp.json': '.mcp.json',
  '.cursor': '.cursor',
  '.claude': '.claude',
  '.bashrc': '.bashrc',
  '.zshrc': '.zshrc',
  '.profile': '.profile',
}

/** What a person should know before a server may write in a folder: it leaves the sandbox through whatever runs its files. */
export async function runByOthers(folder: string): Promise<string> {
  const there = await Promise.all(
    Object.entries(known).map(async ([name, said]) =>
      (await lstat(path.join(folder, name)).catch(() => undefined)) ? [said] : [],
    ),
  )
  const found = there.flat()
  return found.length === 0
    ? 'Other programs run files of certain names outside the sandbox, for instance .git/hooks, .vscode or .envrc: the server could write such files.'
    : `Other programs run files in it outside the sandbox, and the server could change them: ${found.join(', ')}.`
}
