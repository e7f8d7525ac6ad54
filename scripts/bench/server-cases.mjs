import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { makeLog, makeRepository, makeRows, makeTree, makeWorktree } from './server-inputs.mjs'

/**
 * @typedef {object} Case
 * @property {string} name @property {string} than whose server is compared with
 * @property {string} server ours @property {string} tool of both
 * @property {() => object | Promise<object>} makeInput gives the arguments for both
 * @property {string[]} theirs the command
 * @property {number} goal ours may take so many times as long
 * @property {boolean} [folder] it needs the folder of the inputs
 * @property {(ours: any, theirs: any) => string} differ what is not the same in both results; empty when all is
 */

/**
 * The heavy tools, and who does the same. Their inputs are made in `folder`.
 * @param {{ root: string, folder: string, python: string }} places
 * @returns {Case[]}
 */
export function cases({ root, folder, python }) {
  const pictures = path.join(root, 'scripts/bench/python/pictures.py')
  const peer = [python, '-B', path.join(root, 'scripts/bench/python/peer.py')]
  const npm = path.join(root, 'node_modules/@modelcontextprotocol/server-filesystem/dist/index.js')
  return [
    {
      name: 'directory_tree, 10,000 files',
      than: 'server-filesystem (npm)',
      server: 'filesystem',
      tool: 'directory_tree',
      folder: true,
      makeInput: () => ({ path: makeTree(path.join(folder, 'tree')) }),
      theirs: [process.execPath, npm, folder],
      goal: 1,
      differ: (ours, theirs) =>
        unlike(sorted(JSON.parse(textOf(ours))), sorted(JSON.parse(textOf(theirs))), 'the tree'),
    },
    {
      name: 'git_log, 5000 commits',
      than: 'mcp-server-git (PyPI)',
      server: 'git',
      tool: 'git_log',
      folder: true,
      makeInput: () => ({ repo_path: makeRepository(path.join(folder, 'repository')), max_count: 5000 }),
      theirs: [python, '-B', '-m', 'mcp_server_git'],
      goal: 1,
      differ: (ours, theirs) => unlike(commits(ours), commits(theirs), 'the commits'),
    },
    {
      name: 'git_status, 10,000 files',
      than: 'mcp-server-git (PyPI)',
      server: 'git',
      tool: 'git_status',
      folder: true,
      makeInput: () => ({ repo_path: makeWorktree(path.join(folder, 'worktree')) }),
      theirs: [python, '-B', '-m', 'mcp_server_git'],
      // Each file costs two calls out of the sandbox, and git one of the system.
      goal: 4,
      differ: (ours, theirs) => unlike(textOf(ours), textOf(theirs), 'the status'),
    },
    {
      name: 'parse_logs, 50 MB',
      than: 're (Python SDK)',
      server: 'log-parser',
      tool: 'parse_logs',
      folder: true,
      makeInput: async () => ({ path: await makeLog(path.join(folder, 'access.log')) }),
      theirs: peer,
      goal: 1,
      differ: ({ structuredContent: ours }, { structuredContent: theirs }) =>
        unlike(ours.total_lines, theirs.total_lines, 'the lines') ||
        unlike(ours.levels, theirs.levels, 'the levels') ||
        unlike(ours.entries, theirs.entries, 'the entries'),
    },
    {
      name: 'resize_image, 12 megapixels',
      than: 'Pillow (Python SDK)',
      server: 'image-resize',
      tool: 'resize_image',
      folder: true,
      makeInput: () => {
        const photo = path.join(folder, 'photo.jpg')
        execFileSync(python, ['-B', pictures, 'make', photo])
        return { image_path: photo, max_size: 1024, quality: 85 }
      },
      theirs: peer,
      goal: 2,
      differ: (ours, theirs) => {
        const files = [ours, theirs].map((result, at) => {
          const file = path.join(folder, `small-${at}.jpg`)
          const { data } = result.content.find(({ type }) => type === 'image')
          writeFileSync(file, Buffer.from(data, 'base64'))
          return file
        })
        const difference = Number(execFileSync(python, ['-B', pictures, 'compare', ...files], { encoding: 'utf8' }))
        return difference < 3 ? '' : `the pixels, by ${difference} of 255`
      },
    },
    {
      name: 'aggregate_list, 100,000 rows',
      than: 'pandas (Python SDK)',
      server: 'data-aggregate',
      tool: 'aggregate_list',
      makeInput: () => ({ items: makeRows(), group_by: 'region', sum_fields: ['quantity', 'amount'] }),
      theirs: peer,
      goal: 1,
      differ: ({ structuredContent: ours }, { structuredContent: theirs }) =>
        unlike(figures(ours), figures(theirs), 'the figures'),
    },
  ]
}

function textOf(result) {
  return result.content.map(({ text }) => text ?? '').join('\n')
}

function unlike(ours, theirs, what) {
  return isDeepStrictEqual(ours, theirs) ? '' : what
}

/** The order in a folder is the file system's own in one of them. */
function sorted(entries) {
  return entries
    .map((entry) => ({ ...entry, ...(entry.children && { children: sorted(entry.children) }) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function commits(result) {
  return [...textOf(result).matchAll(/\b[0-9a-f]{40}\b/g)].map(([id]) => id)
}

/** What pandas tells of each group; its last digits depend on the order of adding. */
function figures({ groups }) {
  const names = ['count', 'sum', 'mean', 'min', 'max', 'std', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99']
  return groups.map(({ key, count, stats }) => ({
    key,
    count,
    stats: Object.entries(stats).map(([field, values]) => [field, ...names.map((name) => values[name].toPrecision(9))]),
  }))
}
