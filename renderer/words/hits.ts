/** Where a text contains what is searched, whatever the case. Lengths stay those of the text, also where lower case is longer. */
export function hitsIn(text: string, find: string): { from: number; to: number }[] {
  if (find === '') return []
  const wanted = new RegExp(find.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu')
  return Array.from(text.matchAll(wanted), ({ index, 0: hit }) => ({ from: index, to: index + hit.length }))
}
