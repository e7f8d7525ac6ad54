/** Passes on the first at once and then the newest, at most once in `ms`. After `end` what was said last has been passed on, and nothing more is. */
export function paced<T>(ms: number, pass: (value: T) => void): { say(value: T): void; end(): void } {
  let waiting: { value: T } | undefined
  let timer: NodeJS.Timeout | undefined
  let over = false
  const next = () => {
    timer = undefined
    if (!waiting) return
    const { value } = waiting
    waiting = undefined
    timer = setTimeout(next, ms)
    pass(value)
  }
  return {
    say(value) {
      if (over) return
      waiting = { value }
      if (!timer) next()
    },
    end() {
      over = true
      clearTimeout(timer)
      if (waiting) pass(waiting.value)
      waiting = undefined
    },
  }
}
