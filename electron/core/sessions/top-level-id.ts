import { endOfString } from './json-depth.ts'

const maxHead = 64 * 1024

/**
 * The `id` of a request whose line cannot be parsed, because it is broken or was cut: so that the client's own waiter gets the error.
 * Undefined when the text shows no top-level string or integer id, or is not a request.
 */
export function findTopLevelId(line: string, tail = line.slice(-1024)): string | number | undefined {
  const text = line.slice(0, maxHead)
  let depth = 0
  let key: string | undefined
  let id: string | number | undefined
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') {
      const end = endOfString(text, at)
      if (end < 0) break
      if (depth === 1 && /^\s*:/.test(text.slice(end + 1, end + 20))) key = text.slice(at + 1, end)
      else if (depth === 1 && key === 'id') id ??= parsed(text.slice(at, end + 1))
      at = end
    } else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    else if (depth === 1 && char === ',') key = undefined
    else if (depth === 1 && key === 'id' && id === undefined && char !== undefined && /[-\d]/.test(char)) {
      const number = /^-?\d+(?=[\s,}])/.exec(text.slice(at, at + 24))?.[0]
      if (number) {
        id = parsed(number)
        at += number.length - 1
      }
    }
    if (depth === 1 && (key === 'result' || key === 'error')) return undefined
  }
  return id ?? idInTail(tail)
}

/** Some clients write the id last. */
function idInTail(tail: string): string | number | undefined {
  const found = /[,{]\s*"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+)\s*\}\s*$/.exec(tail)?.[1]
  return found === undefined ? undefined : parsed(found)
}

function parsed(text: string): string | number | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' || Number.isSafeInteger(value) ? (value as string | number) : undefined
  } catch {
    return undefined
  }
}
