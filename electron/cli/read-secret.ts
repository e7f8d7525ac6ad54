import { UsageError } from './failure.ts'

const mostBytes = 65_536 * 4

/** The value from stdin: what is piped in, or what a person types, which is not shown. One line break at the end is none of it. */
export async function readSecret(name: string): Promise<string> {
  const { stdin, stderr } = process
  const text = stdin.isTTY && stderr.isTTY ? await typed(`Value of ${name} (it is not shown): `) : await piped()
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new UsageError(`No value came. Pipe it in, for instance: belljar secret set ${name} < FILE`)
  return value
}

async function piped(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > mostBytes) throw new UsageError('That is too long for a secret: it may have 65536 characters.')
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Raw, so that the terminal echoes nothing. Ctrl-C and Ctrl-D end it with nothing. */
function typed(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  return new Promise((resolve) => {
    let text = ''
    const done = (value: string) => {
      stdin.off('data', heard)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      resolve(value)
    }
    const heard = (data: string) => {
      for (const character of data) {
        if (character === '\r' || character === '\n') return done(text)
        if (character === '\u0003' || character === '\u0004') return done('')
        if (character === '\u007f' || character === '\b') text = [...text].slice(0, -1).join('')
        else text += character
      }
    }
    stdin.on('data', heard)
  })
}
