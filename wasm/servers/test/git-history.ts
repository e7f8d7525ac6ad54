import type { Repo } from './git-repo.ts'

interface File {
  mode: string
  content: Buffer
}

type Files = Map<string, File>

const names = [
  'a',
  'b.txt',
  'dir/c',
  'dir/d e.txt',
  'dir/sub/f',
  'dir.x',
  'dir0',
  'ü.txt',
  'x/y/z',
  'q"uote',
  'tab\tname',
]
const words = [
  'fn foo() {',
  '}',
  '',
  '    return x;',
  '    if (y) {',
  '    }',
  'int main',
  'a',
  'b',
  'c',
  '\tindent',
  'ü',
]

/** Numbers from 0 to below `end`, always the same for a seed. */
export function dice(seed: number): (end: number) => number {
  let state = seed
  return (end) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end
  }
}

/** A history made up by chance: changes, renames, links, submodules, binary files, branches, merges and tags. */
export function inventHistory(repo: Repo, seed: number, commits = 40): void {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T
  const line = () => pick(words) + (roll(2) ? String(roll(30)) : '')
  const text = (lines = roll(60)) => Array.from({ length: lines }, () => `${line()}${roll(9) ? '' : '\r'}\n`).join('')

  const fresh = (): File => {
    const kind = roll(20)
    if (kind === 0) return { mode: '120000', content: Buffer.from('some/where') }
    if (kind === 1) return { mode: '160000', content: Buffer.from(String(roll(10)).repeat(40)) }
    const content = Buffer.from(kind === 2 ? `${text()}\0${text()}` : text())
    return { mode: kind < 5 ? '100755' : '100644', content }
  }
  const put = (files: Files, path: string, file: File) => {
    for (const other of files.keys())
      if (other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) files.delete(other)
    files.set(path, file)
  }
  const change = (files: Files) => {
    const path = pick([...files.keys(), pick(names)])
    const file = files.get(path)
    const action = roll(10)
    if (!file || action < 2) return put(files, pick(names) + (roll(2) ? String(roll(5)) : ''), fresh())
    if (action === 2) return void files.delete(path)
    if (action < 5) {
      files.delete(path)
      put(files, `${pick(names)}${roll(9)}`, file)
    }
    if (action === 5) return void (file.mode.startsWith('100') && put(files, path, { ...file, mode: '100755' }))
    if (!file.mode.startsWith('100')) return
    const lines = file.content.toString('latin1').split(/(?<=\n)/)
    for (let count = 1 + roll(4); count > 0; count--)
      lines.splice(roll(lines.length + 1), roll(3), ...(roll(3) ? [Buffer.from(`${line()}\n`).toString('latin1')] : []))
    if (action > 5) put(files, path, { ...file, content: Buffer.from(lines.join(''), 'latin1') })
  }

  const stream: Buffer[] = []
  const say = (...parts: (string | Buffer)[]) =>
    stream.push(...parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  const heads: { name: string; mark: number; files: Files }[] = [{ name: 'main', mark: 0, files: new Map() }]
  let time = 1_600_000_000
  for (let mark = 1; mark <= commits; mark++) {
    if (mark > 3 && !roll(6)) heads.push({ ...pick(heads), name: pick(['feature/', 'x-', '']) + `b${mark}` })
    const head = pick(heads)
    const files = new Map(head.files)
    for (let count = roll(6); count >= 0; count--) change(files)
    const merged = roll(5)
      ? []
      : heads.filter(({ mark: other }) => other && other !== head.mark && !roll(2)).slice(0, 3)
    const who = `${pick(['Ada', 'Bo Ü', ''])} <${pick(['ada@x', ''])}> ${(time += pick([0, 1, 60, 86_400]))} ${pick(['+0000', '+0530', '-0800'])}\n`
    const message = Buffer.from(
      pick(['one\n', 'ü\n\nbody\n\n  indented\n', 'no end', 'x'.repeat(200), 'trailing\n\n\n']),
    )
    say(`commit refs/heads/${head.name}\nmark :${mark}\nauthor ${who}committer ${who}data ${message.length}\n`, message)
    if (head.mark) say(`\nfrom :${head.mark}`)
    for (const other of new Set(merged.map((one) => one.mark))) say(`\nmerge :${other}`)
    say('\ndeleteall\n')
    for (const [path, { mode, content }] of files) {
      const quoted = JSON.stringify(path)
      if (mode === '160000') say(`M ${mode} ${content.toString()} ${quoted}\n`)
      else say(`M ${mode} inline ${quoted}\ndata ${content.length}\n`, content, '\n')
    }
    Object.assign(head, { mark, files })
    if (!roll(8)) say(`reset refs/tags/t${mark}\nfrom :${mark}\n\n`)
    if (!roll(8)) say(`tag at${mark}\nfrom :${mark}\ntagger ${who}data 4\nnote\n`)
    if (!roll(8)) say(`reset refs/remotes/origin/${pick(['main', 'feature/r'])}\nfrom :${mark}\n\n`)
  }
  repo.feed(Buffer.concat(stream), 'fast-import', '--quiet', '--force')
}
