/** Puts the focus on the field of a problem, or on the nearest field around it. */
export function focusAt(pointer: string | undefined): void {
  for (let at = pointer ?? ''; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const field = document.querySelector<HTMLElement>(
      `[data-at="${CSS.escape(at)}"] :is(input, textarea, select, .segments button, .button)`,
    )
    if (!field) continue
    field.focus()
    field.scrollIntoView({ block: 'nearest' })
    return
  }
  document.querySelector<HTMLElement>('.playground :is(textarea, input, select)')?.focus()
}

/** Of several problems the one whose field comes first on the page. */
export function firstOf(problems: readonly { at: string }[]): string | undefined {
  const order = [...document.querySelectorAll<HTMLElement>('.playground [data-at]')].map(({ dataset }) => dataset['at'])
  const place = (at: string) => {
    const index = order.indexOf(at)
    return index < 0 ? order.length : index
  }
  return problems.map(({ at }) => at).sort((a, b) => place(a) - place(b))[0]
}
