import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { finished } from 'node:stream/promises'

/** 10,000 files in 1000 folders, three levels deep. */
export function makeTree(folder) {
  for (let at = 0; at < 1000; at++) {
    const inside = path.join(folder, `a${at % 10}`, `b${Math.floor(at / 10) % 10}`, `c${Math.floor(at / 100)}`)
    mkdirSync(inside, { recursive: true })
    for (let file = 0; file < 10; file++) writeFileSync(path.join(inside, `file-${file}.txt`), '')
  }
  return folder
}

/** 5000 commits in one pack, as a clone has them. */
export function makeRepository(folder) {
  const git = (args, input) => execFileSync('git', ['-C', folder, ...args], { input, stdio: ['pipe', 'pipe', 'pipe'] })
  mkdirSync(folder)
  git(['init', '-q', '-b', 'main'])
  let stream = ''
  for (let at = 1; at <= 5000; at++) {
    const message = `Change ${at}\n\nWhy number ${at} was made, in a sentence or two.\n`
    const text = `version ${at}\n`
    const who = `Ada ${at % 7} <ada${at % 7}@example.com> ${1_600_000_000 + at * 3600} +0200`
    stream += `commit refs/heads/main\nmark :${at}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}`
    stream += `${at > 1 ? `from :${at - 1}\n` : ''}M 100644 inline file-${at % 50}.txt\ndata ${text.length}\n${text}\n`
  }
  git(['fast-import', '--quiet'], stream)
  git(['reset', '-q', '--hard'])
  git(['gc', '-q'])
  return folder
}

/** 10,000 tracked files in 200 folders, some of them changed, and some that are not tracked. */
export function makeWorktree(folder) {
  const git = (...args) => execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' })
  mkdirSync(folder)
  git('init', '-q', '-b', 'main')
  for (let at = 0; at < 200; at++) {
    const inside = path.join(folder, `a${at % 20}`, `b${at}`)
    mkdirSync(inside, { recursive: true })
    for (let file = 0; file < 50; file++)
      writeFileSync(path.join(inside, `file-${file}.txt`), `file ${file} of ${at}\n`.repeat(20))
  }
  writeFileSync(path.join(folder, '.gitignore'), '*.log\nnode_modules/\n/build\n')
  git('add', '.')
  git('-c', 'gc.auto=0', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', 'first')
  git('gc', '-q')
  for (const at of [3, 50, 199]) writeFileSync(path.join(folder, `a${at % 20}`, `b${at}`, 'file-7.txt'), 'changed\n')
  for (const name of ['new.txt', 'a4/new.txt', 'debug.log']) writeFileSync(path.join(folder, name), '')
  return folder
}

/** 50 MB of an access log. */
export async function makeLog(file) {
  const out = createWriteStream(file)
  const statuses = [200, 200, 200, 304, 404, 200, 500, 301]
  for (let at = 0, bytes = 0; bytes < 50_000_000; at++) {
    const time = new Date(1_760_000_000_000 + at * 1000).toISOString()
    const month = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(time.slice(5, 7)) - 1]
    const stamp = `${time.slice(8, 10)}/${month}/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
    const request = `GET /articles/${at % 977}?page=${at % 13} HTTP/1.1`
    const line = `203.0.113.${at % 250} - ada [${stamp}] "${request}" ${statuses[at % 8]} ${(at * 37) % 90_000} "https://example.com/${at % 31}" "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101"\n`
    bytes += line.length
    if (!out.write(line)) await new Promise((resolve) => out.once('drain', resolve))
  }
  out.end()
  await finished(out)
  return file
}

/** 100,000 rows of eight groups. */
export function makeRows() {
  const regions = ['north', 'east', 'south', 'west', 'centre', 'coast', 'hills', 'isles']
  return Array.from({ length: 100_000 }, (_, at) => ({
    id: at,
    region: regions[(at * 7) % 8],
    quantity: (at * 31) % 97,
    amount: ((at * 7919) % 100_000) / 100,
  }))
}
