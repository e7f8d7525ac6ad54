/** What a Markdown text says, however it is written. */
export interface Facts {
  headings: string[]
  links: [text: string, address: string][]
  code: string[]
  items: string[]
  rows: string[][]
  /** Everything else, in its order. */
  words: string
}

export function said(markdown: string): Facts {
  const facts: Facts = { headings: [], links: [], code: [], items: [], rows: [], words: '' }
  const rest = markdown.replaceAll(/```\w*\n([^]*?)\n```/g, (_, code: string) => {
    facts.code.push(code)
    return ''
  })
  const plain: string[] = []
  for (const line of rest.split('\n')) {
    const [, heading] = /^#+ +(.*)$/.exec(line) ?? []
    const [, item] = /^\s*(?:[*+-]|\d+\.) +(.*)$/.exec(line) ?? []
    if (heading !== undefined) facts.headings.push(words(heading, facts))
    else if (item !== undefined) facts.items.push(words(item, facts))
    else if (/^\|(?: *-+ *\|)+$/.test(line.trim())) continue
    else if (line.trim().startsWith('|'))
      facts.rows.push(
        line
          .trim()
          .slice(1, -1)
          .split('|')
          .map((cell) => words(cell, facts)),
      )
    else plain.push(line.replace(/^\s*> ?/, ''))
  }
  facts.words = words(plain.join('\n'), facts)
  return facts
}

/** Without marks, escapes and line breaks; links are kept aside. */
function words(text: string, facts: Facts): string {
  return text
    .replaceAll(/\[([^\]]*)\]\(([^)\s]*)\)/g, (_, inner: string, address: string) => {
      facts.links.push([inner, address])
      return inner
    })
    .replaceAll(/\\([*_`[\]<>#+.!-])/g, '$1')
    .replaceAll(/(\*\*|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|(?<=\w)\*(?=\W|$)|(?<=\W|^)\*(?=\w))/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
