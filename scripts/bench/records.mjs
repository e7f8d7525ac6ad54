import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { FloodHost } from './flood-host.mjs'
import { median } from './numbers.mjs'

const lines = 1_000_000
/** One line in a hundred thousand. */
const rare = 'line 777777 of a flood'

/**
 * A server's last 200 errors out of a million lines against reading a log file, a rare word against LIKE over the same rows, and what an
 * index costs: ours, against the trigram index of SQLite's full text search.
 */
export async function records({ root, home, rounds, say, sum }) {
  const host = await FloodHost.start(root, home)
  try {
    await host.open()
    // Those of a second server too, or the question for one would be none.
    await host.print(lines, 90_000)
    let stored = 0
    for (let i = 0; i < 600 && stored < lines; i++) {
      stored = await host.stored()
      await sleep(100)
    }
    const file = path.join(home, 'plain.log')
    const db = new DatabaseSync(path.join(home, 'records', 'records.db'), { readOnly: true })
    const texts = db.prepare('SELECT at, level, text FROM lines ORDER BY seq').all()
    await writeFile(
      file,
      texts.map(({ at, level, text }) => `${new Date(at).toISOString()} ${level} ${text}\n`).join(''),
    )

    const errors = { server: host.server, levels: ['error'], limit: 200 }
    const word = { find: rare, limit: 200 }
    const ask = (query) => host.host.call('logs.list', query)
    const like = db.prepare('SELECT seq FROM lines WHERE text LIKE ?')
    const times = { errors: [], scan: [], word: [], like: [] }
    for (let i = 0; i < Math.min(7, rounds); i++) {
      times.errors.push(await timed(10, () => ask(errors)))
      times.scan.push(await timed(1, () => scan(file)))
      times.word.push(await timed(10, () => ask(word)))
      times.like.push(await timed(1, () => like.all(`%${rare}%`)))
    }
    const found = await ask(word)
    if (found.length !== 1) throw new Error(`the word was found ${found.length} times`)
    db.close()
    const [e, s, w, l] = ['errors', 'scan', 'word', 'like'].map((name) => median(times[name]))
    say(`\n${stored.toLocaleString('en')} lines of one server`)
    say(`  its last 200 errors           ${e.toFixed(2)} ms; from a file ${s.toFixed(0)} ms`)
    say(`  a word of one line            ${w.toFixed(2)} ms; LIKE ${l.toFixed(0)} ms`)
    sum('200 errors', `1/${(s / e).toFixed(0)} of a file scan`, '1/100 or less', s / e >= 100)
    sum('rare word', `1/${(l / w).toFixed(0)} of LIKE`, '1/300 or less', l / w >= 300)
    await indexes(
      home,
      texts.slice(0, 100_000).map(({ text }) => text),
      say,
    )
  } finally {
    await host.stop()
  }
}

/** The last 200 errors, as one who has only the file finds them. */
async function scan(file) {
  const last = []
  for await (const line of createInterface({ input: createReadStream(file) }))
    if (line.includes(' 3 ')) {
      last.push(line)
      if (last.length > 200) last.shift()
    }
  return last
}

async function indexes(home, texts, say) {
  const folder = path.join(home, 'indexes')
  await mkdir(folder, { recursive: true })
  const rate = (name, more, insert) => {
    const db = new DatabaseSync(path.join(folder, `${name}.db`))
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${more}`)
    const begun = performance.now()
    for (let from = 0; from < texts.length; from += 5000) {
      db.exec('BEGIN')
      insert(db, JSON.stringify(texts.slice(from, from + 5000)))
      db.exec('COMMIT')
    }
    const ms = performance.now() - begun
    db.close()
    return texts.length / ms
  }
  const table = 'CREATE TABLE lines (seq INTEGER PRIMARY KEY, text TEXT) STRICT;'
  const rows = (db, json) => db.prepare('INSERT INTO lines (text) SELECT value FROM json_each(?)').run(json)
  const plain = rate('plain', table, rows)
  const trigram = rate(
    'trigram',
    `${table} CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram');`,
    (db, json) => {
      rows(db, json)
      db.prepare('INSERT INTO words (text) SELECT value FROM json_each(?)').run(json)
    },
  )
  say(
    `  lines a ms without an index ${plain.toFixed(0)}, with FTS5's trigrams ${trigram.toFixed(0)} (1/${(plain / trigram).toFixed(0)})`,
  )
}

/** ms of each of so many. */
async function timed(times, work) {
  const begun = performance.now()
  for (let i = 0; i < times; i++) await work()
  return (performance.now() - begun) / times
}
