import { describe, expect, it } from 'vitest'
import { runsOf } from './runs.ts'

const esc = '\u001b'
const shown = (text: string, find?: string) =>
  runsOf(text, find).map(({ text: own, look, hit, hidden }) => [own, look, hit ? 'hit' : hidden ? 'box' : ''].join('|'))

describe('a line in colours', () => {
  it.each([
    [`${esc}[1;32mready${esc}[0m now`, ['ready|sgr-bold sgr-green|', ' now||']],
    [`${esc}[31mred${esc}[m plain`, ['red|sgr-red|', ' plain||']],
    [`${esc}[38;5;196mred${esc}[39m`, ['red|sgr-red|']],
    [`${esc}[38;2;20;200;60mgreen`, ['green|sgr-green|']],
    [`${esc}[7;34mturned`, ['turned|sgr-on-blue|']],
    [`${esc}[97mwhite ${esc}[30mblack`, ['white ||', 'black|sgr-grey|']],
    [`${esc}[41;33mground`, ['ground|sgr-on-red|']],
  ])('%j', (text, runs) => {
    expect(shown(text)).toEqual(runs)
  })

  it('shows what was to be concealed', () => {
    expect(shown(`${esc}[8msecret`)).toEqual(['secret||'])
  })

  it('puts every other escape into a box and loses no text, also where an m follows', () => {
    expect(shown(`${esc}[2K some text${esc}[1A from him`)).toEqual([
      'ESC[2K||box',
      ' some text||',
      'ESC[1A||box',
      ' from him||',
    ])
    expect(shown(`a\u202eb\u0007`)).toEqual(['a||', 'U+202E||box', 'b||', 'U+0007||box'])
  })

  it('never makes markup', () => {
    expect(shown(`${esc}[31m<img src=x onerror=alert(1)>`)).toEqual(['<img src=x onerror=alert(1)>|sgr-red|'])
  })

  it('marks what is searched, whatever the case, where it stands in one piece', () => {
    expect(shown(`git_${esc}[31mDi${esc}[0mff diff`, 'diff')).toEqual(['git_||', 'Di|sgr-red|', 'ff ||', 'diff||hit'])
    expect(shown('İstanbul DIFF', 'diff')).toEqual(['İstanbul ||', 'DIFF||hit'])
    expect(shown('a.b axb', 'a.b')).toEqual(['a.b||hit', ' axb||'])
  })

  it('keeps the text of a line that has no codes', () => {
    const text = 'plain 🙂 \tтекст'
    expect(runsOf(text, 'зз').map((run) => run.text)).toEqual([text])
  })
})
