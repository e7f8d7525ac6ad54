/** A host as a program of its own: `node host-program.mjs HOME`. Echoes requests, keeps a journal, notes how it was started. */
import { appendFileSync, fstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'

const [home = ''] = process.argv.slice(2)
const socketPath = path.join(home, 's')
const stdio = [0, 1, 2].every((fd) => fstatSync(fd).isCharacterDevice())
appendFileSync(path.join(home, 'started'), `${JSON.stringify({ pid: process.pid, stdio, cwd: process.cwd() })}\n`)
await new Promise((done) => setTimeout(done, 200))

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let text = ''
  let preamble
  let consumed = 0
  let journal
  socket.on('error', () => undefined).on('end', () => socket.end())
  socket.on('data', (chunk) => {
    text += chunk
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end)
      text = text.slice(end + 1)
      if (preamble) take(line)
      else welcome(JSON.parse(line))
    }
  })

  function welcome(words) {
    preamble = words
    journal = path.join(home, 'run', 'sessions', `${words.session}.journal`)
    try {
      consumed = Number([...readFileSync(journal, 'utf8').matchAll(/^r (\d+)$/gm)].at(-1)?.[1] ?? 0)
    } catch {
      appendFileSync(journal, `h ${JSON.stringify(words)}\n`)
    }
    socket.write(`belljar 1 ok ${consumed}\n`)
  }

  function take(line) {
    consumed += Buffer.byteLength(line) + 1
    const { id } = JSON.parse(line)
    appendFileSync(journal, `r ${consumed}\n+ ${JSON.stringify(id)}\n`)
    const answer = { jsonrpc: '2.0', id, result: { resume: preamble.resume, host: process.pid } }
    socket.write(`${JSON.stringify(answer)}\n`, () => appendFileSync(journal, `- ${JSON.stringify(id)}\n`))
  }
})

// Another host may have been here and may have left its socket.
server.on('error', () => process.exit(3))
rmSync(path.join(home, 'run', 'quit'), { force: true })
if (!(await answers())) rmSync(socketPath, { force: true })
server.listen(socketPath, () => writeFileSync(path.join(home, 'run', 'socket'), `${socketPath}\n`))

function answers() {
  return new Promise((done) => {
    const probe = net.connect(socketPath)
    probe.on('connect', () => done(true)).on('error', () => done(false))
    probe.on('connect', () => probe.destroy())
  })
}
